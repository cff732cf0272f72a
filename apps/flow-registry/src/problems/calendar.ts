/** Whether the text begins with a day that the calendar has (2026-02-28): a `Date` takes the 30th of February for the 2nd of March. */
export function beginsWithDay(text: string): boolean {
  const day = /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
  const date = new Date(`${day ?? ''}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day ?? ' ');
}
