import type { ReactNode } from 'react';
import { Check, ChevronDown } from 'lucide-react';
import {
  Button,
  Checkbox as AriaCheckbox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
} from 'react-aria-components';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  readonly error?: string | null;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly testId?: string;
  readonly multiline?: boolean;
  readonly rows?: number;
  readonly labelHidden?: boolean;
  readonly onBlur?: () => void;
  readonly lang?: string;
  readonly mono?: boolean;
}

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, hint, error, placeholder, autoFocus, testId, multiline, rows, labelHidden } = props;
  const shared = {
    className: `input${props.mono ? ' input-mono' : ''}`,
    'data-testid': testId,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(props.lang === undefined ? {} : { lang: props.lang }),
  };
  return (
    <AriaTextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={Boolean(error)}
      {...(props.onBlur ? { onBlur: props.onBlur } : {})}
      {...(autoFocus ? { autoFocus } : {})}
    >
      <Label className={labelHidden ? 'sr-only' : 'field-label'}>{label}</Label>
      {multiline ? <AriaTextArea {...shared} rows={rows ?? 4} /> : <Input {...shared} />}
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}

export interface Option {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  readonly testId?: string;
  readonly labelHidden?: boolean;
  /** Label and choice on one line, for rows of a list. */
  readonly beside?: boolean;
}

export function Select({ label, value, options, onChange, hint, testId, labelHidden, beside }: SelectProps) {
  return (
    <AriaSelect
      className={beside ? 'field field-beside' : 'field'}
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
    >
      <Label className={labelHidden ? 'sr-only' : 'field-label'}>{label}</Label>
      <Button className="select" data-testid={testId}>
        <SelectValue />
        <ChevronDown size={15} aria-hidden />
      </Button>
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      <Popover className="popover">
        <ListBox className="menu" items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className="menu-item">
              {({ isSelected }) => (
                <>
                  <span className="menu-check">{isSelected ? <Check size={14} aria-hidden /> : null}</span>
                  <span className="menu-label">{option.label}</span>
                  {option.detail ? <span className="menu-detail">{option.detail}</span> : null}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

interface CheckboxProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
  readonly testId?: string;
  readonly label?: string;
}

export function Checkbox({ checked, onChange, children, testId, label }: CheckboxProps) {
  return (
    <AriaCheckbox
      className="checkbox"
      isSelected={checked}
      onChange={onChange}
      data-testid={testId}
      {...(label ? { 'aria-label': label } : {})}
    >
      <span className="checkbox-box" aria-hidden>
        {checked ? <Check size={12} strokeWidth={3} /> : null}
      </span>
      {children}
    </AriaCheckbox>
  );
}
