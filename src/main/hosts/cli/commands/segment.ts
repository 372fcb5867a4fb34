import path from 'node:path';
import { defaultSrx } from '../../../../shared/text/segmentation/default-srx.ts';
import { loadSrx } from '../../../../shared/text/segmentation/srx-read.ts';
import { segmenter } from '../../../../shared/text/segmentation/segmenter.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import { detectFormat } from '../../../../shared/formats/registry.ts';
import type { Command } from '../command.ts';
import { CommandFailure, UNUSABLE, wrongUsage } from '../failure.ts';
import { languageOption, readInput } from '../input.ts';

/** `bifronte segment FILE --lang it [--srx RULES.srx] [--json]` */
export const segmentCommand: Command = {
  name: 'segment',
  usage: 'FILE --lang it [--srx RULES.srx] [--encoding LABEL] [--json]',
  help: 'one sentence a line; with --json an object a sentence, with its unit and offsets in it',
  options: {
    lang: { type: 'string' },
    srx: { type: 'string' },
    encoding: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async ([file, ...more], options, session) => {
    if (!file || more.length > 0) throw wrongUsage('segment takes one file');
    const lang = languageOption(options['lang'], 'lang');
    const rules =
      typeof options['srx'] === 'string' ? loadSrx(new TextDecoder().decode(readInput(options['srx']))) : defaultSrx();
    const bytes = readInput(file);
    const format = detectFormat(path.basename(file), bytes);
    if (!format)
      throw new CommandFailure(UNUSABLE, `${file}: not a format Bifronte reads; give a .txt, .md or .html file`);
    const encoding = options['encoding'];
    const { units } = format.read(bytes, typeof encoding === 'string' ? { encoding } : {});
    const splitter = segmenter(rules, lang);
    let number = 0;
    for (const unit of units) {
      let start = 0;
      for (const { lead, content, trail } of splitter.split(unit.content)) {
        start += lead.length;
        const end = start + content.text.length;
        const text = visibleText(content);
        if (options['json']) {
          const sentence = { sentence: number, unit: unit.id, start, end, text, space: trail };
          session.out(`${JSON.stringify(sentence)}\n`);
        } else session.out(`${text.replaceAll(/\s*\n\s*/g, ' ')}\n`);
        number++;
        start = end + trail.length;
      }
    }
    return 0;
  },
};
