import type { MemoryCommand, MemoryQuery, MemoryRow, MemoryStep } from '../../../shared/contract/memory-edit.ts';
import { attempt } from '../../app/actions.ts';
import { core } from '../../app/core.ts';
import { chooseFiles, chooseSave, folderOf, nameOf } from '../../app/files/choose.ts';
import { runJob } from '../../app/jobs.ts';
import { errorText, notify, notifyError, speak } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { i18n } from '../../i18n/i18n.ts';
import { offerImport, showReport } from '../../memories/import-state.ts';
import { RowCache } from './row-cache.ts';
import type { LanguagePair } from './state.ts';
import { NO_PAIR, openMemoryDialog, useMemory } from './state.ts';

const t = (key: string, values?: Record<string, unknown>): string => i18n.t(key, values ?? {});

/** Commands on more units than this run as a job, with progress. */
const FEW = 300;
/** Pause between two looks at a search that goes on. */
const POLL_MS = 30;
const TYPING_MS = 180;
const FIRST = 100;
/** Selections of up to so many rows are looked for among those that are shown. */
const AT_HAND = 2_000;

const redraw = (): void => useMemory.setState(({ rows }) => ({ rows: rows + 1 }));

/** The rows of the present search. */
export const rowCache: RowCache = new RowCache(async (from, count) => {
  const { opened, query, pair } = useMemory.getState();
  return core.call('memoryEdit.page', { memory: opened?.memory ?? '', query, ...pair, from, count });
}, redraw);

let search = 0;

/** Searches anew; positions and selection start afresh. */
export async function searchAgain(): Promise<void> {
  const mine = ++search;
  useMemory.setState({ active: 0, anchor: 0, selected: new Set(), editing: null, wrong: null });
  await follow(mine, true);
}

async function follow(mine: number, fresh: boolean): Promise<void> {
  let first = fresh;
  for (;;) {
    const { opened, query, pair } = useMemory.getState();
    if (!opened) return;
    try {
      const page = await core.call('memoryEdit.page', {
        memory: opened.memory,
        query,
        ...pair,
        from: 0,
        count: FIRST,
        ...(first ? { fresh: true } : {}),
      });
      if (mine !== search) return;
      if (first) rowCache.refresh(true);
      else rowCache.grow();
      first = false;
      rowCache.put(0, page.rows, page.total);
      useMemory.setState(({ rows }) => ({
        total: page.total,
        complete: page.complete,
        searched: page.searched,
        wrong: null,
        rows: rows + 1,
      }));
      if (page.complete) return;
    } catch (error) {
      if (mine !== search) return;
      rowCache.refresh(true);
      useMemory.setState({ total: 0, complete: true, searched: 1, wrong: errorText(error) });
      redraw();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    if (mine !== search) return;
  }
}

/** Shows what changed, with the search, the position and the selection as they are. */
async function refresh(): Promise<void> {
  const { opened } = useMemory.getState();
  if (!opened) return;
  const now = await core.call('memoryEdit.open', { path: opened.memory });
  if (!now) return;
  const page = await core.call('memoryEdit.page', {
    memory: opened.memory,
    query: useMemory.getState().query,
    ...useMemory.getState().pair,
    from: 0,
    count: 0,
  });
  if (useMemory.getState().opened?.memory !== opened.memory) return;
  rowCache.refresh(false);
  useMemory.setState(({ active, rows }) => ({
    opened: now,
    total: page.total,
    active: Math.max(0, Math.min(active, page.total - 1)),
    rows: rows + 1,
  }));
}

let refreshing = 0;
core.on('memory.changed', ({ memory }) => {
  if (useMemory.getState().opened?.memory !== memory) return;
  window.clearTimeout(refreshing);
  refreshing = window.setTimeout(() => void refreshFromOutside().catch(() => undefined), 60);
});

/** Units that came or went by an import or in another window are looked for too; the position stays. */
async function refreshFromOutside(): Promise<void> {
  const before = useMemory.getState().opened?.units;
  await refresh();
  const { opened, pair } = useMemory.getState();
  if (!opened || opened.units === before) return;
  const isShown = [pair.sourceLang, pair.targetLang].every((language) => opened.languages.includes(language));
  if (!isShown) useMemory.setState({ pair: pairFor(opened.languages) });
  const mine = ++search;
  await follow(mine, true);
}

let typing = 0;

/** Changes what is looked for; while one types, with a short pause. */
export function changeQuery(
  part: { readonly [K in keyof MemoryQuery]?: MemoryQuery[K] | undefined },
  soon = false,
): void {
  const merged = { ...useMemory.getState().query, ...part };
  const query = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)) as MemoryQuery;
  useMemory.setState({ query });
  window.clearTimeout(typing);
  if (soon) typing = window.setTimeout(() => void searchAgain(), TYPING_MS);
  else void searchAgain();
}

export function changePair(pair: LanguagePair): void {
  useMemory.setState({ pair });
  void searchAgain();
}

/** The languages of the project where the memory has them, else its own first two. */
function pairFor(languages: readonly string[]): LanguagePair {
  const primary = (tag: string): string => tag.split('-')[0] ?? tag;
  const { project } = useApp.getState();
  const own = (wanted: string | undefined, not?: string): string | undefined =>
    wanted === undefined
      ? undefined
      : (languages.find((it) => it === wanted && it !== not) ??
        languages.find((it) => primary(it) === primary(wanted) && it !== not));
  const source = own(project?.sourceLang);
  const target = own(project?.targetLang, source);
  if (source && target) return { sourceLang: source, targetLang: target };
  const [first, second] = languages;
  return first && second ? { sourceLang: first, targetLang: second } : NO_PAIR;
}

/** Opens a memory file in the view. One of an older version is brought up to date first, which may take a while. */
export async function openMemory(path: string, fromTmx: string | null = null): Promise<boolean> {
  const name = nameOf(path);
  useMemory.setState({ opening: name });
  const failure = t('memory.openFailed', { name });
  const open = () => attempt(failure, () => core.call('memoryEdit.open', { path }));
  let opened = await open();
  if (opened === null) {
    const prepared = await runJob(t('memory.updating', { name }), failure, 'memoryEdit.prepare', { path });
    opened = prepared === undefined ? undefined : await open();
  }
  useMemory.setState({ opening: null });
  if (!opened) return false;
  useMemory.setState({ opened, fromTmx, pair: pairFor(opened.languages), query: {} });
  await searchAgain();
  return true;
}

/** Opens the memory that the project writes to, when none is open. */
export async function openProjectMemory(): Promise<void> {
  const memories = useApp.getState().project?.memories.filter(({ problem }) => problem === null) ?? [];
  const memory = memories.find(({ writable }) => writable) ?? memories[0];
  if (memory) await openMemory(memory.path);
}

export async function pickMemory(): Promise<void> {
  const [path] = await chooseFiles('memory', false);
  if (path) await (/\.tmx(\.gz|\.zip)?$/i.test(path) ? openTmx(path) : openMemory(path));
}

export async function pickTmx(): Promise<void> {
  const [path] = await chooseFiles('exchange', false);
  if (path) await openTmx(path);
}

async function openTmx(file: string): Promise<void> {
  const name = nameOf(file);
  const opened = await runJob(t('memory.opening', { name }), t('memory.openFailed', { name }), 'memoryEdit.openTmx', {
    file,
    to: null,
  });
  if (!opened) return;
  await openMemory(opened.memory, name);
  showReport({ title: t('memory.report.opened', { name }), memory: null, report: opened.report });
}

/** Asks for TMX files and shows what importing them would do. */
export async function pickImport(): Promise<void> {
  const { opened } = useMemory.getState();
  if (!opened) return;
  const files = await chooseFiles('exchange', true);
  if (files.length > 0) offerImport(files, { path: opened.memory, name: opened.name });
}

/** What a command does is said in words when it is done, with a way back. */
async function run(command: MemoryCommand, size: number): Promise<MemoryStep | undefined> {
  const { opened } = useMemory.getState();
  if (!opened) return undefined;
  const { memory } = opened;
  const failure = t('memory.failed');
  const step =
    size <= FEW
      ? await attempt(failure, () => core.call('memoryEdit.run', { memory, command }))
      : await runJob(t(`memory.step.${command.type}`), failure, 'memoryEdit.runMany', { memory, command });
  if (!step) return undefined;
  await refresh();
  return step;
}

function tell(key: string, step: MemoryStep | undefined): void {
  if (!step) return;
  const title = t(key, { count: step.changed });
  speak(title);
  if (step.changed > 0 && step.undo !== null) {
    notify({ kind: 'done', title, action: { label: t('command.edit.undo'), run: () => void moveStep('undo') } });
  }
}

export async function saveText(row: MemoryRow, lang: string, content: { text: string; codes: readonly object[] }) {
  const command = { type: 'edit', unit: row.unit, lang, content } as MemoryCommand;
  return (await run(command, 1)) !== undefined;
}

export async function deleteUnits(units: readonly number[]): Promise<void> {
  if (units.length === 0) return;
  const step = await run({ type: 'delete', units: [...units] }, units.length);
  useMemory.setState({ selected: new Set() });
  tell('memory.deleted', step);
}

export async function tagUnits(units: readonly number[], tag: string, on: boolean): Promise<void> {
  tell(on ? 'memory.tagged' : 'memory.untagged', await run({ type: 'tag', units: [...units], tag, on }, units.length));
}

export async function reverseUnits(units: readonly number[]): Promise<void> {
  const { pair } = useMemory.getState();
  const step = await run({ type: 'reverse', units: [...units], ...pair }, units.length);
  tell('memory.reversed', step);
  if (step) changePair({ sourceLang: pair.targetLang, targetLang: pair.sourceLang });
}

export async function replaceInUnits(
  command: Extract<MemoryCommand, { type: 'replace' }>,
): Promise<MemoryStep | undefined> {
  const step = await run(command, command.units.length);
  tell('memory.replaced', step);
  return step;
}

export async function rollBack(batch: number, units: number): Promise<void> {
  tell('memory.deleted', await run({ type: 'rollback', batch }, units));
}

/** Asks for another memory and shows what merging it would do. */
export async function pickMerge(): Promise<void> {
  const { opened } = useMemory.getState();
  const [from] = opened ? await chooseFiles('memory', false) : [];
  if (from) openMemoryDialog({ kind: 'merge', from });
}

export async function mergeOther(from: string): Promise<void> {
  openMemoryDialog(null);
  const step = await run({ type: 'merge', from }, Number.POSITIVE_INFINITY);
  if (!step) return;
  await searchAgain();
  tell('memory.merged', step);
}

/** Copies or moves units into a new memory. */
export async function splitOff(units: readonly number[], move: boolean): Promise<void> {
  const { opened } = useMemory.getState();
  if (!opened) return;
  const to = await chooseSave(`${opened.name} 2.bmem`, folderOf(opened.memory), ['bmem']);
  if (!to) return;
  openMemoryDialog(null);
  const step = await run({ type: 'split', units: [...units], to, move }, Number.POSITIVE_INFINITY);
  if (!step) return;
  notify({
    kind: 'done',
    title: t('memory.splitDone', { count: step.changed, name: nameOf(to) }),
    action: { label: t('memory.openIt'), run: () => void openMemory(to) },
  });
}

/** Undo and redo of what was done to the memory. */
export async function moveStep(direction: 'undo' | 'redo'): Promise<void> {
  const { opened } = useMemory.getState();
  if (!opened || opened[direction] === null) {
    speak(t('error.nothingToUndo'));
    return;
  }
  const { memory } = opened;
  const failure = t(direction === 'undo' ? 'failed.undo' : 'failed.redo');
  try {
    const quick = await core.call('memoryEdit.move', { memory, direction });
    const step =
      quick ?? (await runJob(t(`command.edit.${direction}`), failure, 'memoryEdit.moveMany', { memory, direction }));
    if (!step) return;
    await refreshFound();
    const name = t(`memory.step.${step.label}`);
    const title = t(direction === 'undo' ? 'memory.undone' : 'memory.redone', { name });
    speak(title);
    if (step.skipped > 0) notify({ kind: 'info', title, text: t('memory.skipped', { count: step.skipped }) });
  } catch (error) {
    notifyError(failure, error);
  }
}

/** Units may have come back: the search is made anew, the position stays. */
async function refreshFound(): Promise<void> {
  const { active } = useMemory.getState();
  await refresh();
  const mine = ++search;
  useMemory.setState({ selected: new Set(), editing: null });
  await follow(mine, true);
  useMemory.setState(({ total }) => ({ active: Math.max(0, Math.min(active, total - 1)) }));
}

/** The numbers of the units from one position to another. */
async function idsBetween(from: number, to: number): Promise<readonly number[]> {
  const { opened, query, pair } = useMemory.getState();
  if (!opened) return [];
  const count = to - from + 1;
  const rows = count > AT_HAND ? [] : Array.from({ length: count }, (_, i) => rowCache.at(from + i));
  const known = rows.flatMap((row) => row?.unit ?? []);
  if (known.length === count) return known;
  return core.call('memoryEdit.ids', { memory: opened.memory, query, ...pair, from, count });
}

/** The first rows that are selected among those at hand, else the first that were found. */
export async function firstRows(selected: ReadonlySet<number>, count: number): Promise<readonly MemoryRow[]> {
  const { opened, query, pair, total } = useMemory.getState();
  if (!opened) return [];
  if (selected.size === 0) {
    const page = await core.call('memoryEdit.page', { memory: opened.memory, query, ...pair, from: 0, count });
    return page.rows;
  }
  const rows: MemoryRow[] = [];
  for (let i = 0; i < Math.min(total, AT_HAND) && rows.length < count; i++) {
    const row = rowCache.at(i);
    if (row && selected.has(row.unit)) rows.push(row);
  }
  return rows;
}

/** Every unit of the present search. */
export function allFound(): Promise<readonly number[]> {
  const { total } = useMemory.getState();
  return total === 0 ? Promise.resolve([]) : idsBetween(0, total - 1);
}

/** Makes a row active; `extend` selects all from where the selection began. */
export async function activate(index: number, extend = false): Promise<void> {
  const { total, anchor } = useMemory.getState();
  const active = Math.max(0, Math.min(index, total - 1));
  if (!extend) {
    useMemory.setState({ active, anchor: active, editing: null, selected: new Set() });
    return;
  }
  useMemory.setState({ active, editing: null });
  const units = await idsBetween(Math.min(anchor, active), Math.max(anchor, active));
  if (useMemory.getState().active === active) useMemory.setState({ selected: new Set(units) });
}

/** Takes one row into the selection or out of it. */
export function toggle(index: number): void {
  const row = rowCache.at(index);
  if (!row) return;
  useMemory.setState(({ selected }) => {
    const next = new Set(selected);
    if (!next.delete(row.unit)) next.add(row.unit);
    return { selected: next, active: index, anchor: index, editing: null };
  });
}

export async function selectAll(): Promise<void> {
  const units = await attempt(t('memory.failed'), allFound);
  if (!units) return;
  useMemory.setState({ selected: new Set(units), editing: null });
  speak(t('memory.selected', { count: units.length }));
}

/** What a command works on: the selection, else the active row. */
export function chosenUnits(): readonly number[] {
  const { selected, active, total } = useMemory.getState();
  if (selected.size > 0) return [...selected];
  const row = total > 0 ? rowCache.at(active) : undefined;
  return row ? [row.unit] : [];
}

export function edit(side: 'source' | 'target'): void {
  const { active } = useMemory.getState();
  if (rowCache.at(active)) useMemory.setState({ editing: side });
}
