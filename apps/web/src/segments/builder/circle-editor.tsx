import { useTranslation } from 'react-i18next';
import { readCircle } from '../tree/values';
import classes from './builder.module.css';
import { NumberEditor } from './value-editor';

interface Props {
  value: unknown;
  onChange: (value: unknown) => void;
  readOnly: boolean;
}

/** So many kilometres around a point. */
export function CircleEditor({ value, onChange, readOnly }: Props) {
  const { t } = useTranslation('segments');
  const circle = readCircle(value);
  const part = (key: 'lat' | 'lon' | 'km', label: string) => (
    <NumberEditor
      label={label}
      value={circle[key]}
      onChange={(next) => onChange({ ...circle, [key]: next })}
      readOnly={readOnly}
    />
  );
  return (
    <>
      {part('km', t('rule.km'))}
      <span className={classes.word}>{t('rule.kmAround')}</span>
      {part('lat', t('rule.latitude'))}
      {part('lon', t('rule.longitude'))}
    </>
  );
}
