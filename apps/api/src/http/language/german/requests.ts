/** What is wrong with a request, whatever it is about. */
export const REQUESTS: Record<string, string> = {
  'There is no {noun} with the id {id} in this workspace.':
    'In diesem Arbeitsbereich gibt es „{noun}“ mit der ID {id} nicht.',
  'Too many large questions are being answered at once. Try again in a moment.':
    'Es werden gerade zu viele große Fragen beantwortet. Versuchen Sie es gleich noch einmal.',
  'The database does not answer. Try again in a few seconds.':
    'Die Datenbank antwortet nicht. Versuchen Sie es in ein paar Sekunden noch einmal.',
  'This Idempotency-Key was used with another request. Use a new key for each new request.':
    'Dieser Idempotency-Key gehört zu einer anderen Anfrage. Nehmen Sie für jede neue Anfrage einen neuen.',
  'The first request with this Idempotency-Key is still running. Repeat it in a moment to get its answer.':
    'Die erste Anfrage mit diesem Idempotency-Key läuft noch. Wiederholen Sie sie gleich, um ihre Antwort zu bekommen.',
  '{name} must be a UUID such as 0199c0de-0000-7000-8000-000000000001.':
    '{name} muss eine UUID sein, etwa 0199c0de-0000-7000-8000-000000000001.',
  'The file must be in a part named file.': 'Die Datei muss in einem Teil namens file stehen.',
  'The upload broke off or is malformed ({reason}). Send it again.':
    'Das Hochladen brach ab oder kam beschädigt an ({reason}). Versuchen Sie es noch einmal.',
  'The body is larger than the {limit} bytes allowed here. Send it in smaller parts.':
    'Das ist mehr als die {limit} Bytes, die hier erlaubt sind. Senden Sie es in kleineren Teilen.',
  'The request holds a NUL character or half of a surrogate pair, which is not text. Remove it.':
    'Die Anfrage enthält ein NUL-Zeichen oder ein halbes Zeichen, was kein Text ist. Nehmen Sie es heraus.',
  'Expected a day such as 2026-05-31.': 'Erwartet wird ein Tag wie 2026-05-31.',
};
