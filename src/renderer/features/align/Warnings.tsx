import { ArrowLeftRight, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { languageName } from '../../i18n/languages.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { Button } from '../../ui/Button.tsx';
import { swapSides } from './opening.ts';
import { useAlign } from './state.ts';

/** Says when the two texts do not look like translations of each other, are exchanged, or in another language. */
export function Warnings({ session }: { readonly session: BitextSession }) {
  const { t, i18n } = useTranslation();
  const summary = useAlign((state) => (state.session === session ? state.summary : null));
  if (!summary) return null;
  const swapped = summary.findings.some(({ kind }) => kind === 'swapped');
  const texts = summary.findings.flatMap((finding) => {
    if (finding.kind === 'swapped') return [t('align.warning.swapped')];
    const name = (language: string): string => languageName(language, i18n.language);
    const file = summary[finding.side].name;
    return [t('align.warning.language', { file, found: name(finding.found), expected: name(finding.expected) })];
  });
  if (!summary.related) {
    const empty = summary.source.sentences === 0 ? 'source' : summary.target.sentences === 0 ? 'target' : null;
    texts.push(empty ? t('align.warning.empty', { file: summary[empty].name }) : t('align.warning.unrelated'));
  }
  if (texts.length === 0) return null;
  return (
    <div className="align-warning" role="alert" data-testid="align-warning">
      <TriangleAlert size={17} aria-hidden />
      <p>{texts.join(' ')}</p>
      {swapped && (
        <Button onPress={() => void swapSides(session, summary)} testId="swap-sides">
          <ArrowLeftRight size={15} aria-hidden /> {t('align.swapSides')}
        </Button>
      )}
    </div>
  );
}
