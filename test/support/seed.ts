import fc from 'fast-check';

/**
 * The same random inputs in every run, so that a red suite always means a change of the program. `BIFRONTE_SEED` names
 * another seed, `BIFRONTE_SEED=random` draws one: that is how new counterexamples are looked for.
 */
const asked = process.env['BIFRONTE_SEED'];
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked ?? 20_261_122) });
