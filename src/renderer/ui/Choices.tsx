import { Radio, RadioGroup } from 'react-aria-components';

interface Choice<T> {
  readonly id: T;
  readonly label: string;
  readonly hint: string;
}

interface Props<T> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
  /** Comes before each choice's own name. */
  readonly testId: string;
}

/** Choices one of which holds, each with a line that says what it means. */
export function Choices<T extends string>({ label, value, choices, onChange, testId }: Props<T>) {
  return (
    <RadioGroup
      className="choices"
      aria-label={label}
      value={value}
      onChange={(id) => {
        const chosen = choices.find((it) => it.id === id);
        if (chosen) onChange(chosen.id);
      }}
    >
      {choices.map((it) => (
        <Radio key={it.id} value={it.id} className="choice" data-testid={`${testId}-${it.id}`}>
          <span className="choice-dot" aria-hidden />
          <span>
            <strong>{it.label}</strong>
            <span className="choice-hint">{it.hint}</span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
