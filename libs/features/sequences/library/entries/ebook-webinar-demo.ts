import { downloads, email, sent, waitDays, WEEKDAYS } from '../declare';
import type { SequenceEntry } from '../sequence-entry';

const attended = { event: 'webinar.attended' };

export const ebookWebinarDemo: SequenceEntry = {
  key: 'ebook-webinar-demo',
  name: 'eBook, webinar, demo call',
  useWhen:
    'When somebody fetched your eBook, and you want to lead them to a conversation by way of a webinar.',
  story:
    'Three days after the download an invitation to the webinar. Who attends is offered a demo call, with one reminder; who does not gets the recording as a second chance, and the offer once they watched it.',
  needs: [downloads, sent('webinar.attended', { webinar: 'good-coffee-at-work' }), sent('demo.booked')],
  notes: [
    'Report webinar.attended for those who came, and also for those who watched the recording to the end.',
    'It waits ten days for the webinar; set the timeout of the step "attends" to the day after yours.',
  ],
  startsOn: { on: 'asset' },
  emails: [
    { key: 'invitation', name: 'Invitation to the webinar' },
    { key: 'demo-offer', name: 'Offer of a demo call' },
    { key: 'demo-reminder', name: 'Reminder of the demo call' },
    { key: 'second-chance', name: 'Recording for those who missed it' },
  ],
  graph: {
    reentry: { rule: 'once' },
    goal: { event: 'demo.booked' },
    window: WEEKDAYS,
    onCap: 'defer',
    onQuietHours: 'defer',
    start: 'reads',
    steps: {
      reads: { ...waitDays(3, 'invitation'), name: 'Time to read the eBook' },
      invitation: email('invitation', 'Invitation to the webinar', 'attends'),
      attends: {
        kind: 'waitUntil',
        name: 'Attends the webinar?',
        condition: attended,
        timeout: { n: 10, unit: 'day' },
        then: 'demo-offer',
        else: 'second-chance',
      },
      'second-chance': email('second-chance', 'Recording for those who missed it', 'watches'),
      watches: {
        kind: 'waitUntil',
        name: 'Attends after all, or watches?',
        condition: attended,
        timeout: { n: 14, unit: 'day' },
        then: 'demo-offer',
        else: 'end',
      },
      'demo-offer': email('demo-offer', 'Offer of a demo call', 'thinks'),
      thinks: { ...waitDays(5, 'demo-reminder'), name: 'Time to find a date' },
      'demo-reminder': email('demo-reminder', 'Reminder of the demo call', 'end'),
      end: { kind: 'end' },
    },
  },
};
