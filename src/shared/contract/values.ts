import { z } from 'zod';

/** Schemas of the values that several methods share. */

const codeSchema = z.object({
  kind: z.enum(['open', 'close', 'standalone']),
  id: z.string(),
  data: z.string(),
  display: z.string().exactOptional(),
  equiv: z.string().exactOptional(),
  type: z.string().exactOptional(),
  canCopy: z.boolean().exactOptional(),
  canDelete: z.boolean().exactOptional(),
  canReorder: z.boolean().exactOptional(),
  exchange: z.string().exactOptional(),
});

export const contentSchema = z.object({ text: z.string().max(5_000_000), codes: z.array(codeSchema).readonly() });

export const statusSchema = z.enum(['untranslated', 'draft', 'translated', 'confirmed']);
export const markSchema = z.enum(['locked', 'excluded', 'bookmarked']);
export const sideSchema = z.enum(['source', 'target']);

export const originSchema = z.object({
  kind: z.enum(['typed', 'copied', 'match', 'repaired', 'aligned', 'imported', 'propagated', 'replaced', 'restored']),
  score: z.number().exactOptional(),
  from: z.string().exactOptional(),
  at: z.number().exactOptional(),
});

/** A BCP 47 language tag, such as `it` or `en-GB`. */
export const languageSchema = z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/);

export const pathSchema = z.string().min(1).max(4096);
