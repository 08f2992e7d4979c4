/** Contacts, segments, imports, forms and downloads. */
export const PEOPLE: Record<string, string> = {
  'Another contact of this workspace has this email address. Update that contact, or use PUT /contacts/by-email.':
    'Ein anderer Kontakt hat schon diese E-Mail-Adresse. Ändern Sie jenen Kontakt.',
  'This workspace already has a custom field with the key "{key}". Choose another key, or edit that field.':
    'Ein eigenes Feld mit dem Schlüssel „{key}“ gibt es schon. Wählen Sie einen anderen Schlüssel, oder bearbeiten Sie jenes Feld.',
  'The choice "{choice}" cannot be removed: {contacts} contact(s) have it. Change those contacts first.':
    'Die Auswahl „{choice}“ lässt sich nicht entfernen: {contacts} Kontakt(e) haben sie. Ändern Sie zuerst diese.',
  'Rules of {names} ask for this field; without it they are broken and nothing can be sent to them. Change these rules first, or repeat with force=true.':
    'Regeln von {names} fragen nach diesem Feld; ohne es sind sie zerbrochen, und an sie lässt sich nichts senden. Ändern Sie zuerst diese Regeln.',
  'The {kind} "{name}" ({id}) asks for this field.': '„{name}“ fragt nach diesem Feld.',
  'A workspace may have {limit} custom fields. Delete one that is no longer needed.':
    'Ein Arbeitsbereich kann {limit} eigene Felder haben. Löschen Sie eines, das nicht mehr gebraucht wird.',
  'A topic with the key "{key}" already exists; choose another key.':
    'Ein Thema mit dem Schlüssel „{key}“ gibt es schon; wählen Sie einen anderen.',
  'The topic "{key}" is archived, so nobody can be subscribed to it; restore it first.':
    'Das Thema „{key}“ ist archiviert, also kann es niemand abonnieren; stellen Sie es zuerst wieder her.',
  'A segment with the name "{name}" already exists; names differ by more than case and accents.':
    'Ein Segment mit dem Namen „{name}“ gibt es schon; Namen müssen sich um mehr als Großschreibung und Akzente unterscheiden.',
  'Somebody else has just installed "{name}" from the library.':
    'Gerade hat jemand „{name}“ aus der Bibliothek geholt.',
  'This segment is used by {names}; take it out there first.':
    'Dieses Segment wird benutzt von {names}; nehmen Sie es dort zuerst heraus.',
  'The {status} {kind} "{name}" ({id}) uses this segment.': '„{name}“ benutzt dieses Segment.',
  'Somebody changed this segment meanwhile: it has version {version} now. Read it again, then repeat your change.':
    'Jemand hat dieses Segment inzwischen geändert: Es hat jetzt Version {version}. Laden Sie es neu, und wiederholen Sie Ihre Änderung.',
  'Only a static segment has a list of members that can be edited or frozen again; change the tree instead.':
    'Nur ein festes Segment hat eine Liste, die sich bearbeiten oder neu festhalten lässt; ändern Sie stattdessen die Regeln.',
  'A static segment stays static: its list is not what its tree says. Create a new segment with the same tree instead.':
    'Ein festes Segment bleibt fest: Seine Liste ist nicht, was seine Regeln sagen. Legen Sie mit denselben Regeln ein neues an.',
  'There are no contacts with these ids in this workspace: {ids}.':
    'Kontakte mit diesen IDs gibt es in diesem Arbeitsbereich nicht: {ids}.',
  'Counting took longer than {seconds} seconds and was stopped. Narrow the rules, or shorten the window of event rules.':
    'Das Zählen dauerte länger als {seconds} Sekunden und wurde abgebrochen. Machen Sie die Regeln enger, oder kürzen Sie den Zeitraum von Ereignisregeln.',
  'The caller went away, so counting was stopped.': 'Niemand wartet mehr, also wurde das Zählen abgebrochen.',
  'The members of this segment are being worked out just now. Try again in a moment.':
    'Gerade wird ermittelt, wer zu diesem Segment gehört. Versuchen Sie es gleich noch einmal.',
  'The analysis took longer than {seconds} seconds and was stopped. Shorten the period, name fewer segments, or simplify their rules.':
    'Die Auswertung dauerte länger als {seconds} Sekunden und wurde abgebrochen. Kürzen Sie den Zeitraum, nennen Sie weniger Segmente, oder vereinfachen Sie deren Regeln.',
  'Give either segmentId or tree: exactly one of the two.':
    'Geben Sie entweder segmentId oder tree an: genau eines von beiden.',
  'This tree is too deep or too large to be narrowed further. Save it as a segment and give its segmentId instead.':
    'Diese Regeln sind zu tief oder zu groß, um noch enger zu werden. Speichern Sie sie als Segment.',
  'There is no field "{path}" in this workspace; GET /api/v1/segments/fields lists all, and "tags" is allowed too.':
    'Ein Feld „{path}“ gibt es in diesem Arbeitsbereich nicht.',
  'Contacts cannot be divided by "{path}"; take country, region or city instead.':
    'Nach „{path}“ lassen sich Kontakte nicht einteilen; nehmen Sie Land, Region oder Ort.',
  'The form is archived: it takes no submissions and cannot be published. Restore it first.':
    'Das Formular ist archiviert: Es nimmt nichts an und lässt sich nicht veröffentlichen. Stellen Sie es zuerst wieder her.',
  'The form has {count} submissions, which are evidence of consent. Archive it instead of deleting it.':
    'Das Formular hat {count} Einsendungen, die Einwilligungen belegen. Archivieren Sie es, statt es zu löschen.',
  'Too many submissions came from this network. Try again in {seconds} seconds.':
    'Aus diesem Netz kamen zu viele Einsendungen. Versuchen Sie es in {seconds} Sekunden noch einmal.',
  'Only a dry run that is done can be run for real.':
    'Nur ein fertiger Probelauf lässt sich wirklich ausführen.',
  'The file of this dry run is gone: it was imported already, or a day has passed. Upload it again.':
    'Die Datei dieses Probelaufs ist weg: Sie wurde schon importiert, oder ein Tag ist vergangen. Laden Sie sie noch einmal hoch.',
  '{file} has no address column. Name one "Email Address" or map a column to email. Found: {found}.':
    '{file} hat keine Spalte mit Adressen. Nennen Sie eine „Email Address“, oder ordnen Sie eine Spalte der E-Mail-Adresse zu. Gefunden: {found}.',
  'This import is {status}; only one that is pending or running can be cancelled.':
    'Dieser Import ist {status}; abbrechen lässt sich nur einer, der wartet oder läuft.',
  'An import that subscribes people or records their consent needs the scope consent:write, which your role or API key does not have.':
    'Ein Import, der Abos oder Einwilligungen einträgt, braucht die Berechtigung consent:write, die Ihre Rolle oder Ihr API-Schlüssel nicht hat.',
  '{file} is empty. The first line must name the columns.':
    '{file} ist leer. Die erste Zeile muss die Spalten nennen.',
  'The archive is encrypted. Upload it without a password.':
    'Das Archiv ist verschlüsselt. Laden Sie es ohne Passwort hoch.',
  'The archive cannot be read: {reason}. Export it again.':
    'Das Archiv lässt sich nicht lesen. Exportieren Sie es noch einmal.',
  'The archive has no file such as subscribed_….csv. Upload the export as Mailchimp made it, or a single CSV file.':
    'Im Archiv ist keine Datei wie subscribed_….csv. Laden Sie den Export so hoch, wie Mailchimp ihn gemacht hat, oder eine einzelne CSV-Datei.',
  'Another asset of the workspace has the key {key}. Choose another key.':
    'Ein anderer Download hat schon den Schlüssel {key}. Wählen Sie einen anderen.',
  'The asset is archived, so there are no new links to it. Restore it first.':
    'Der Download ist archiviert, also gibt es keine neuen Links. Stellen Sie ihn zuerst wieder her.',
  'A form offers this asset. Choose another one there first, or archive this one.':
    'Ein Formular bietet diesen Download an. Wählen Sie dort zuerst einen anderen, oder archivieren Sie diesen.',
  'The workspace has {limit} assets already, which is the most it may have. Delete one first.':
    'Der Arbeitsbereich hat schon {limit} Downloads; mehr gehen nicht. Löschen Sie zuerst einen.',
  'The asset has {limit} versions already, which is the most it may have. Delete old ones first.':
    'Der Download hat schon {limit} Versionen; mehr gehen nicht. Löschen Sie zuerst alte.',
  'The workspace has {limit} images already, which is the most it may have. Delete some first.':
    'Der Arbeitsbereich hat schon {limit} Bilder; mehr gehen nicht. Löschen Sie zuerst welche.',
  'The image is used by {places}, where a gap would remain, also in mails that people have already. Repeat the request with evenIfUsed=true to delete it all the same.':
    'Das Bild wird benutzt von {places}; dort bliebe eine Lücke, auch in Mails, die schon angekommen sind.',
  'The mail of {left} more campaigns is still being counted; what was counted is kept. Ask again in a moment.':
    'Die Mails von {left} weiteren Kampagnen werden noch gezählt. Fragen Sie gleich noch einmal.',
  'Counting took longer than {seconds} seconds. Ask for a shorter period.':
    'Das Zählen dauerte länger als {seconds} Sekunden. Wählen Sie einen kürzeren Zeitraum.',
  'The campaign "{name}" has no message yet that could be shown: its content is fixed when it is sent.':
    'Die Kampagne „{name}“ hat noch keine Nachricht zum Zeigen: Ihr Inhalt steht fest, wenn sie gesendet wird.',
  'This is so much that it is counted in the background. Ask again in a few seconds.':
    'Es ist so viel, dass im Hintergrund gezählt wird. Fragen Sie in ein paar Sekunden noch einmal.',
  'Counting in the background took longer than {seconds} seconds and was stopped. It is tried again in ten minutes; ask for less, or a shorter period.':
    'Das Zählen im Hintergrund dauerte länger als {seconds} Sekunden und wurde abgebrochen. In zehn Minuten wird es noch einmal versucht; wählen Sie weniger oder einen kürzeren Zeitraum.',
  'The period may be at most {days} days (five years) long.':
    'Der Zeitraum kann höchstens {days} Tage (fünf Jahre) lang sein.',
  'By day a report covers at most {days} days: ask per week or month.':
    'Nach Tagen geht ein Bericht über höchstens {days} Tage: Wählen Sie Wochen oder Monate.',
};
