import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { validateXML } from 'xmllint-wasm';
import { DATA } from '../formats/tmx-support.ts';

const SCHEMAS = join(DATA, 'xliff/oasis/schemas-21');
const CORE = 'xliff_core_2.0.xsd';

/** True where the OASIS schemas of XLIFF 2.1 are at hand. */
export const hasXliffSchemas = existsSync(SCHEMAS);

/** What the OASIS schemas of XLIFF 2.1 find wrong with a file. */
export async function xliffErrors(text: string): Promise<readonly string[]> {
  const all = readdirSync(SCHEMAS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.xsd'))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { fileName: path.slice(SCHEMAS.length + 1), contents: readFileSync(path, 'utf8') };
    });
  const { errors } = await validateXML({
    xml: [{ fileName: 'a.xlf', contents: text }],
    schema: all.filter(({ fileName }) => fileName === CORE),
    preload: all.filter(({ fileName }) => fileName !== CORE),
  });
  return errors.map(({ message }) => message);
}
