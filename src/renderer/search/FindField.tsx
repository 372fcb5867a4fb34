import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { CaseSensitive, Regex, Search, WholeWord } from 'lucide-react';
import { Button, ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { TextQuery } from '../../shared/text/find.ts';
import { ChoiceMenu } from '../ui/ChoiceMenu.tsx';

export type SearchedSide = 'both' | 'source' | 'target';
const SIDES: readonly SearchedSide[] = ['both', 'source', 'target'];

export const EMPTY_FIND: TextQuery = { text: '', matchCase: false, wholeWord: false, regex: false };

interface Props {
  readonly query: TextQuery;
  readonly onChange: (part: Partial<TextQuery>) => void;
  readonly label: string;
  readonly placeholder?: string;
  readonly wrong: boolean;
  readonly testId: string;
  readonly input?: RefObject<HTMLInputElement | null>;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  /** A lens before the text. */
  readonly lens?: boolean;
  /** False hides how the text is looked for while nobody uses the field. */
  readonly tools?: boolean;
  readonly side?: SearchedSide;
  readonly onSide?: (side: SearchedSide) => void;
  readonly className?: string;
}

/** A text to look for, and how: case, whole words, regular expression, and on which side. */
export function FindField(props: Props) {
  const { query, onChange, label, placeholder, wrong, testId, input, onKeyDown, lens, tools = true } = props;
  const { t } = useTranslation();
  const ways: readonly (readonly [keyof TextQuery & ('matchCase' | 'wholeWord' | 'regex'), string, ReactNode])[] = [
    ['matchCase', t('filter.case'), <CaseSensitive key="case" size={16} />],
    ['wholeWord', t('filter.word'), <WholeWord key="word" size={16} />],
    ['regex', t('filter.regex'), <Regex key="regex" size={15} />],
  ];
  return (
    <div className={`filter-field${wrong ? ' filter-wrong' : ''}${props.className ? ` ${props.className}` : ''}`}>
      {lens && <Search size={15} aria-hidden />}
      <input
        ref={input}
        type="text"
        data-testid={testId}
        value={query.text}
        placeholder={placeholder ?? label}
        aria-label={label}
        aria-invalid={wrong}
        spellCheck={false}
        onChange={(event) => onChange({ text: event.target.value })}
        onKeyDown={onKeyDown}
      />
      {tools &&
        ways.map(([way, name, icon]) => (
          <ToggleButton
            key={way}
            className="toggle"
            isSelected={query[way]}
            onChange={(on) => onChange({ [way]: on })}
            aria-label={name}
            data-testid={`${testId}-${way}`}
          >
            {icon}
          </ToggleButton>
        ))}
      {tools && props.side && props.onSide && <SideMenu side={props.side} onSide={props.onSide} />}
    </div>
  );
}

function SideMenu({ side, onSide }: { readonly side: SearchedSide; readonly onSide: (side: SearchedSide) => void }) {
  const { t } = useTranslation();
  return (
    <ChoiceMenu
      label={t('filter.side')}
      button={
        <Button className="side-button" aria-label={`${t('filter.side')}: ${t(`filter.side.${side}`)}`}>
          {t(`filter.side.${side}`)}
        </Button>
      }
      choices={SIDES.map((id) => ({ id, name: t(`filter.side.${id}`), chosen: id === side }))}
      onChoose={(id) => onSide(SIDES.find((it) => it === id) ?? 'both')}
    />
  );
}
