import { Injectable } from '@nestjs/common';
import { invalidField } from '@platform/errors';
import { formNotFound } from '../forms.errors';
import { FormsRepository } from '../forms.repository';
import { FormActivityRepository, type CaughtReason, type FormDay } from './form-activity.repository';

const DAY_MS = 24 * 3600_000;
const USUAL_DAYS = 30;
const MOST_DAYS = 366;

export interface FormActivity {
  days: FormDay[];
  caught: CaughtReason[];
}

/** A form day by day. */
@Injectable()
export class FormActivityService {
  constructor(
    private readonly forms: FormsRepository,
    private readonly activity: FormActivityRepository,
  ) {}

  /** Of the last 30 days when no time is given. @throws DomainError `form.not-found`, `form.period-invalid` */
  async of(
    workspaceId: string,
    formId: string,
    period: { from: Date | null; until: Date | null; now?: Date },
  ): Promise<FormActivity> {
    if ((await this.forms.find(workspaceId, formId)) === null) throw formNotFound(formId);
    const until = period.until ?? period.now ?? new Date();
    const from = period.from ?? new Date(until.getTime() - (USUAL_DAYS - 1) * DAY_MS);
    const days = (until.getTime() - from.getTime()) / DAY_MS;
    if (days <= 0 || days > MOST_DAYS)
      throw invalidField(
        '/from',
        'form.period-invalid',
        `from must lie before until, by at most ${MOST_DAYS} days.`,
      );
    return {
      days: await this.activity.days(workspaceId, formId, { from, until }),
      caught: await this.activity.caught(workspaceId, formId, { from, until }),
    };
  }
}
