/** A name that is short for production says the word too: `prod-eu, production`. */
export function environmentWords(name: string): string {
  const isProduction = /^(prod|prd|live)\b|^prod/i.test(name);
  return isProduction && !/production/i.test(name) ? `${name}, production` : name;
}
