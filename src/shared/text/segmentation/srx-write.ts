/** Writes SRX 2.0 files, valid against srx20.xsd. */
import { XmlEscaper } from '../../formats/xml/escape.ts';
import type { SrxDocument, SrxRule } from './model.ts';

/** The document as the text of an SRX 2.0 file in UTF-8. */
export function writeSrx(document: SrxDocument): string {
  const escaper = new XmlEscaper();
  const attribute = (value: string) => escaper.attribute(value);
  const { start, end, isolated } = document.formatHandling;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<srx xmlns="http://www.lisa.org/srx20" version="2.0">',
    `  <header segmentsubflows="${yesNo(document.segmentSubflows)}" cascade="${yesNo(document.cascade)}">`,
    `    <formathandle type="start" include="${yesNo(start)}"/>`,
    `    <formathandle type="end" include="${yesNo(end)}"/>`,
    `    <formathandle type="isolated" include="${yesNo(isolated)}"/>`,
    '  </header>',
    '  <body>',
    '    <languagerules>',
  ];
  for (const { name, rules } of document.languageRules) {
    lines.push(`      <languagerule languagerulename="${attribute(name)}">`);
    for (const rule of rules) lines.push(...ruleLines(rule, escaper));
    lines.push('      </languagerule>');
  }
  lines.push('    </languagerules>', '    <maprules>');
  for (const { pattern, rules } of document.maps) {
    const values = `languagepattern="${attribute(pattern)}" languagerulename="${attribute(rules)}"`;
    lines.push(`      <languagemap ${values}/>`);
  }
  lines.push('    </maprules>', '  </body>', '</srx>', '');
  return lines.join('\n');
}

function ruleLines(rule: SrxRule, escaper: XmlEscaper): string[] {
  return [
    `        <rule break="${yesNo(rule.break)}">`,
    `          <beforebreak>${pattern(rule.before, escaper)}</beforebreak>`,
    `          <afterbreak>${pattern(rule.after, escaper)}</afterbreak>`,
    '        </rule>',
  ];
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

/** Characters that XML cannot hold are written as ICU escapes, which mean the same. */
function pattern(value: string, escaper: XmlEscaper): string {
  // oxlint-disable-next-line no-control-regex
  const safe = value.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, (char) => {
    return `\\x{${char.charCodeAt(0).toString(16)}}`;
  });
  return escaper.text(safe);
}
