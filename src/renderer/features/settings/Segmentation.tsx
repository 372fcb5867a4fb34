/* oxlint-disable react/no-array-index-key -- sentences of a text have no name but their place */
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plain } from '../../../shared/text/content.ts';
import { defaultSrx } from '../../../shared/text/segmentation/default-srx.ts';
import { segmenter } from '../../../shared/text/segmentation/segmenter.ts';
import type { Segmenter } from '../../../shared/text/segmentation/segmenter.ts';
import { loadSrx } from '../../../shared/text/segmentation/srx-read.ts';
import { writeSrx } from '../../../shared/text/segmentation/srx-write.ts';
import { attempt, setSetting } from '../../app/actions.ts';
import { core } from '../../app/core.ts';
import { chooseFiles, chooseSave, nameOf } from '../../app/files/choose.ts';
import { notify } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { i18n } from '../../i18n/i18n.ts';
import { languageName } from '../../i18n/languages.ts';
import { Button } from '../../ui/Button.tsx';
import { Select, TextField } from '../../ui/fields.tsx';

const LANGUAGES = ['it', 'en'];

const SAMPLES: Readonly<Record<string, string>> = {
  it: 'Il dott. Rossi è arrivato alle 9.30. «Cominciamo?», ha chiesto. L’art. 5, comma 2, dice altro: la S.p.A. risponde.',
  en: 'Dr. Hill arrived at 9.30 a.m. on Monday. “Shall we begin?” he asked. See Fig. 3, p. 12. The U.S. delegation agreed.',
};

interface Rules {
  readonly make: (language: string) => Segmenter;
  readonly error: string | null;
}

function rulesFrom(srx: string | null): Rules {
  try {
    const document = srx === null ? defaultSrx() : loadSrx(srx);
    return { make: (language) => segmenter(document, language), error: null };
  } catch (error) {
    const ours = defaultSrx();
    return {
      make: (language) => segmenter(ours, language),
      error: error instanceof Error ? error.message : String(error),
    };
  }
}

async function loadOwn(): Promise<void> {
  const [path] = await chooseFiles('exchange', false);
  if (!path) return;
  await attempt(i18n.t('srx.loadFailed', { name: nameOf(path) }), async () => {
    const { text } = await core.call('files.readText', { path });
    // Read once here, so that rules that cannot be used are never stored.
    loadSrx(text);
    await setSetting('srx', text);
    notify({ kind: 'done', title: i18n.t('srx.loaded', { name: nameOf(path) }) });
  });
}

async function exportRules(srx: string | null): Promise<void> {
  const path = await chooseSave('bifronte.srx', null, ['srx']);
  if (!path) return;
  const written = await attempt(i18n.t('srx.exportFailed'), () =>
    core.call('files.writeText', { path, text: srx ?? writeSrx(defaultSrx()) }),
  );
  if (written)
    notify({ kind: 'done', title: i18n.t('export.written', { name: nameOf(written.path) }), text: written.path });
}

/** The rules by which documents are cut into sentences, to be tried on any text as one types. */
export function Segmentation() {
  const { t, i18n: language } = useTranslation();
  const srx = useApp((state) => state.settings.srx);
  const [lang, setLang] = useState('it');
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? SAMPLES[lang] ?? '';
  const deferred = useDeferredValue(shown);
  const rules = useMemo(() => rulesFrom(srx), [srx]);
  const cutter = useMemo(() => rules.make(lang), [rules, lang]);
  const sentences = useMemo(() => cutter.split(plain(deferred)), [cutter, deferred]);
  const decisions = useMemo(() => cutter.explain(deferred), [cutter, deferred]);
  return (
    <section className="section" aria-labelledby="srx-title">
      <div className="section-head">
        <h2 className="section-title" id="srx-title">
          {t('srx.title')}
        </h2>
        <Button kind="quiet" onPress={() => void loadOwn()} testId="srx-load">
          {t('srx.load')}
        </Button>
        <Button kind="quiet" onPress={() => void exportRules(srx)} testId="srx-export">
          {t('srx.export')}
        </Button>
        {srx !== null && (
          <Button kind="quiet" onPress={() => void setSetting('srx', null)}>
            {t('srx.ours')}
          </Button>
        )}
      </div>
      <p className="section-lead">{t(srx === null ? 'srx.hintOurs' : 'srx.hintOwn')}</p>
      {rules.error && (
        <p className="preview-error" role="alert">
          {rules.error}
        </p>
      )}
      {cutter.problems.length > 0 && (
        <p className="preview-warning">
          {t('srx.problems', { count: cutter.problems.length, first: cutter.problems[0]?.message })}
        </p>
      )}
      <div className="tester">
        <div className="tester-in">
          <Select
            label={t('srx.language')}
            value={lang}
            options={LANGUAGES.map((id) => ({ id, label: languageName(id, language.language) }))}
            onChange={(next) => {
              setLang(next);
              setText(null);
            }}
          />
          <TextField
            label={t('srx.text')}
            value={shown}
            onChange={setText}
            multiline
            rows={7}
            lang={lang}
            testId="srx-text"
            hint={t('srx.textHint')}
          />
        </div>
        <div className="tester-out" aria-live="polite">
          <span className="field-label">{t('srx.sentences', { count: sentences.length })}</span>
          <ol className="tester-sentences" data-testid="srx-sentences" lang={lang}>
            {sentences.map((it, i) => (
              <li key={`${i}:${it.content.text}`}>{it.content.text}</li>
            ))}
          </ol>
          <details className="tester-why">
            <summary>{t('srx.why')}</summary>
            <ul>
              {decisions
                .filter((it) => it.position > 0 && it.position < deferred.length)
                .map((it) => (
                  <li key={it.position}>
                    <span className="tester-place">
                      …{deferred.slice(Math.max(0, it.position - 14), it.position)}
                      <b aria-hidden>{it.rule.break ? '┃' : '·'}</b>
                      {deferred.slice(it.position, it.position + 10)}…
                    </span>
                    <span>
                      {t(it.rule.break ? 'srx.breaks' : 'srx.keeps', {
                        rules: it.rule.languageRules,
                        number: it.rule.index + 1,
                      })}
                    </span>
                    <code>
                      {it.rule.before} ⟂ {it.rule.after}
                    </code>
                  </li>
                ))}
            </ul>
          </details>
        </div>
      </div>
    </section>
  );
}
