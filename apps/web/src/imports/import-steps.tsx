import { Stepper } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Where one is: the file, the check, the import. `step` counts those that are done. */
export function ImportSteps({ step }: { step: number }) {
  const { t } = useTranslation('imports');
  return (
    <Stepper
      active={step}
      size="sm"
      allowNextStepsSelect={false}
      aria-label={t('steps.label')}
      onStepClick={undefined}
      wrap={false}
      styles={{
        separator: { marginInline: 6, minWidth: 6 },
        stepBody: { marginInlineStart: 6 },
        stepLabel: { overflowWrap: 'anywhere' },
        step: { minWidth: 0 },
      }}
    >
      {(['file', 'check', 'run'] as const).map((name, index) => (
        <Stepper.Step
          key={name}
          label={t(`steps.${name}`)}
          component="div"
          {...(index === step ? { 'aria-current': 'step' as const } : {})}
        />
      ))}
    </Stepper>
  );
}
