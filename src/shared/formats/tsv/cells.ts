import { exchangeError } from '../bilingual/notice.ts';

/** A table as text: cells apart by `separator`, rows by line ends, quotation marks as in RFC 4180. */
export function parseCells(text: string, separator: string): { cells: string[]; line: number }[] {
  const rows: { cells: string[]; line: number }[] = [];
  let cells: string[] = [];
  let line = 1;
  let rowLine = 1;
  let at = 0;
  while (at < text.length) {
    let value = '';
    if (text[at] === '"') {
      const opened = line;
      at++;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote < 0) throw exchangeError('table.quote', {}, { line: opened });
        value += text.slice(at, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        value += '"';
        at++;
      }
      line += countLines(value);
    }
    // After a closing quotation mark, and in a cell without any, everything up to the separator belongs to the cell.
    const start = at;
    while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
    cells.push(value + text.slice(start, at));
    if (at < text.length && text[at] === separator) {
      at++;
      if (at === text.length) cells.push('');
      else continue;
    }
    rows.push({ cells, line: rowLine });
    cells = [];
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    line++;
    rowLine = line;
  }
  return rows.filter(({ cells: row }) => row.length > 1 || row[0] !== '');
}

function countLines(text: string): number {
  let count = 0;
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) count++;
  return count;
}

/** A row of cells with its line end; quoted where the separator, a quotation mark or a line end asks for it. */
export function writeCells(cells: readonly string[], separator: string, lineEnd: string): string {
  const quoted = cells.map((value) =>
    value.includes(separator) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value,
  );
  return quoted.join(separator) + lineEnd;
}

/**
 * A cell that no spreadsheet takes for a formula: what begins with `=`, `+`, `-`, `@`, a tab or a return gets an
 * apostrophe in front (OWASP, CSV injection). What already begins so with apostrophes gets one more, so that
 * {@link unguardCell} gives the very text back.
 */
export function guardCell(value: string): string {
  return /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value) ? `'${value}` : value;
}

export function unguardCell(value: string): string {
  return /^'+[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value) ? value.slice(1) : value;
}
