import type { MemoryCommand, MemoryStep } from '../../../../shared/contract/memory-edit.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import { languageMatch } from '../../../../shared/formats/bilingual/language.ts';
import type { Variant } from '../../../../shared/formats/bilingual/model.ts';
import type { Content } from '../../../../shared/text/content.ts';
import { compact, sameContent } from '../../../../shared/text/content.ts';
import type { TextQuery } from '../../../../shared/text/find.ts';
import { expand, hits, patternOf, replaceHits } from '../../../../shared/text/find.ts';
import type { UnitChange, UnitImage } from '../../store/memory/images.ts';
import { readImages } from '../../store/memory/images.ts';
import type { StepAuthor } from '../../store/memory/steps.ts';
import { Step, moveStep, nextSteps } from '../../store/memory/steps.ts';
import type { WriteConnection } from '../../store/sqlite.ts';
import { tmxDate } from '../memories/bead-unit.ts';
import { takeBackMerged } from '../memories/batches.ts';
import { bestVariant } from '../memories/lookup.ts';
import { TAG, isTag } from './conditions.ts';
import { withinTime } from './within-time.ts';

/** Commands on the units of one memory; merge and split work on two files. */
export type UnitCommand = Exclude<MemoryCommand, { readonly type: 'merge' | 'split' }>;

export interface CommandContext extends StepAuthor {
  /** Told how many units are done; may throw to stop, and nothing is changed. */
  readonly progress: (done: number, total: number | null) => void;
}

/** Units read and changed between two looks at whether the user gave up. */
const SLICE = 500;
/** How long a regular expression may work on one text. */
const PATTERN_MS = 1_000;

/** Carries out a command as one step that can be undone, or nothing of it. */
export function runUnitCommand(memory: WriteConnection, command: UnitCommand, context: CommandContext): MemoryStep {
  return memory.transaction(() => {
    const units = unitsOf(memory, command);
    const change = changeOf(command, context);
    const step = new Step(memory, command.type, context);
    for (let from = 0; from < units.length; from += SLICE) {
      const slice = units.slice(from, from + SLICE);
      const images = readImages(memory, slice);
      if (command.type === 'edit' && images.size === 0) {
        throw new CoreError('conflict', `unit ${command.unit} is gone from the memory; look at its present state`, {
          unit: command.unit,
        });
      }
      const gone = new Map<number, UnitImage>();
      const changes: UnitChange[] = [];
      for (const [unit, before] of images) {
        const after = change(unit, before);
        if (after === null) gone.set(unit, before);
        else if (after !== before) changes.push({ unit, before, after });
      }
      step.replaceAll(changes);
      step.remove(gone);
      context.progress(Math.min(from + SLICE, units.length), units.length);
    }
    const skipped =
      command.type === 'rollback'
        ? takeBackMerged(memory, command.batch, { replace: (...change) => step.replace(...change) })
        : 0;
    step.close();
    return describeStep(memory, { changed: step.changed, skipped, label: command.type });
  });
}

/** Undo or redo of the last step. Throws CoreError `nothingToUndo` when there is none. */
export function moveMemoryStep(
  memory: WriteConnection,
  direction: 'undo' | 'redo',
  progress: CommandContext['progress'],
): MemoryStep {
  return memory.transaction(() => {
    const moved = moveStep(memory, direction, progress);
    if (!moved) {
      throw new CoreError('nothingToUndo', `${memory.path}: there is nothing to ${direction} in this memory`, {
        path: memory.path,
      });
    }
    return describeStep(memory, moved);
  });
}

export function describeStep(
  memory: WriteConnection,
  step: { readonly changed: number; readonly skipped: number; readonly label: string },
): MemoryStep {
  return { ...step, ...nextSteps(memory) };
}

function unitsOf(memory: WriteConnection, command: UnitCommand): readonly number[] {
  if (command.type === 'edit') return [command.unit];
  if (command.type !== 'rollback') return command.units;
  const { batch } = command;
  if (!memory.get('SELECT 1 FROM batch WHERE id = ?', batch)) {
    throw new CoreError('notFound', `${memory.path}: there is no import ${batch} in this memory`, { batch });
  }
  return memory.all<{ id: number }>('SELECT id FROM unit WHERE batch = ? ORDER BY id', batch).map(({ id }) => id);
}

/** What becomes of a unit: null to delete it, the same image to leave it alone. */
type Decision = (unit: number, before: UnitImage) => UnitImage | null;

function changeOf(command: UnitCommand, author: StepAuthor): Decision {
  switch (command.type) {
    case 'delete':
    case 'rollback':
      return () => null;
    case 'edit':
      return (_, before) => withText(before, command.lang, compact(command.content), author);
    case 'tag':
      return (_, before) => tagged(before, command.tag, command.on);
    case 'reverse':
      return (_, before) => reversed(before, command.sourceLang, command.targetLang);
    case 'replace':
      return replacer(command, author);
  }
}

/** The image with another text in one language, signed and dated. */
function withText(image: UnitImage, lang: string, content: Content, { who, now }: StepAuthor): UnitImage {
  const present = bestVariant(image.variants, lang, null);
  if (present && sameContent(present.content, content)) return image;
  const changed: Variant = present ? { ...present, content } : { lang, attributes: {}, annotations: [], content };
  return {
    ...image,
    author: who,
    changedAt: now,
    attributes: { ...image.attributes, changedate: tmxDate(now), changeid: who },
    variants: present
      ? image.variants.map((variant) => (variant === present ? changed : variant))
      : [...image.variants, changed],
  };
}

function tagged(image: UnitImage, tag: string, on: boolean): UnitImage {
  const rest = image.annotations.filter((it) => !(isTag(it) && it.text === tag));
  const has = rest.length < image.annotations.length;
  if (has === on) return image;
  return {
    ...image,
    annotations: on ? [...rest, { kind: 'prop', attributes: { type: TAG }, text: tag }] : rest,
  };
}

/** The target language becomes the language that comes first and that the unit names as its source. */
function reversed(image: UnitImage, sourceLang: string, targetLang: string): UnitImage {
  const source = bestVariant(image.variants, sourceLang, null);
  const target = bestVariant(image.variants, targetLang, source ?? null);
  if (!target) return image;
  const named = image.attributes['srclang'];
  const isReversed = named !== undefined && languageMatch(targetLang, named) > 0;
  if (isReversed && image.variants[0] === target) return image;
  return {
    ...image,
    // The sentences around it were those of the other language.
    previous: null,
    next: null,
    attributes: { ...image.attributes, srclang: target.lang },
    variants: [target, ...image.variants.filter((variant) => variant !== target)],
  };
}

function replacer(command: Extract<UnitCommand, { type: 'replace' }>, author: StepAuthor): Decision {
  const { find, lang, replacement } = command;
  const pattern = usablePattern(find);
  const except = new Set(command.except.map(([unit, hit]) => `${unit}:${hit}`));
  return (unit, before) => {
    const variant = bestVariant(before.variants, lang, null);
    if (!variant) return before;
    const found = find.regex
      ? withinTime(PATTERN_MS, find.text, () => hits(variant.content, pattern))
      : hits(variant.content, pattern);
    const chosen = found.filter((_, i) => !except.has(`${unit}:${i}`));
    if (chosen.length === 0) return before;
    const content = replaceHits(variant.content, chosen, (hit) => expand(replacement, hit, find.regex));
    return withText(before, lang, content, author);
  };
}

function usablePattern(find: TextQuery): RegExp {
  const pattern = patternOf(find);
  if (pattern instanceof RegExp) return pattern;
  const reason = pattern?.error ?? 'it is empty';
  throw new CoreError('badRequest', `the text to replace cannot be used: ${reason}; correct it`, {
    key: 'memory.wrongPattern',
    reason,
  });
}
