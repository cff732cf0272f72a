const PER_LINE = 16;

/** Bytes as people read them: offset, hexadecimal, and the letters among them. */
export function hexLines(base64: string, most = 4_096): string {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).subarray(0, most);
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += PER_LINE) {
    const part = [...bytes.subarray(at, at + PER_LINE)];
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const letters = part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex.padEnd(PER_LINE * 3 - 1)}  ${letters}`);
  }
  return lines.join('\n');
}
