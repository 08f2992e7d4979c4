/** Campaigns, sequences, emails, senders, mail servers and what else takes part in sending. */
export const SENDING: Record<string, string> = {
  'The campaign has no A/B test.': 'Die Kampagne hat keinen A/B-Test.',
  'There is no variant {key}; this test has {known}.':
    'Eine Variante {key} gibt es nicht; dieser Test hat {known}.',
  'Variant {key} was excluded; choose another one.':
    'Variante {key} wurde ausgeschlossen; wählen Sie eine andere.',
  'It is the only variant left. Declare it the winner, or cancel the campaign.':
    'Das ist die letzte Variante. Erklären Sie sie zur Gewinnerin, oder brechen Sie die Kampagne ab.',
  'The campaign is {status}; only a draft can be edited. Unschedule it first, or duplicate it.':
    'Die Kampagne ist {status}; bearbeiten lässt sich nur ein Entwurf. Nehmen Sie die Planung zurück, oder duplizieren Sie sie.',
  'The campaign is {status}; only a campaign that is {states} can be {done}.':
    'Die Kampagne ist {status}; in diesem Zustand geht das nicht.',
  'Somebody changed this campaign meanwhile. Read it again, then repeat your change.':
    'Jemand hat diese Kampagne inzwischen geändert. Laden Sie sie neu, und wiederholen Sie Ihre Änderung.',
  'The last messages of this campaign are still with the mail server. Try again in a few seconds; after a crash it takes up to a minute.':
    'Die letzten Nachrichten dieser Kampagne sind noch beim Mailserver. Versuchen Sie es in ein paar Sekunden noch einmal; nach einem Absturz dauert es bis zu einer Minute.',
  'Choose a template, a sender and a topic before sending a test.':
    'Wählen Sie E-Mail, Absender und Thema, bevor Sie einen Test senden.',
  'A test needs a sender to come from and a topic to belong to. Add them in the settings first.':
    'Ein Test braucht einen Absender und ein Thema. Legen Sie sie zuerst in den Einstellungen an.',
  'The message could not be made.': 'Die Nachricht ließ sich nicht erzeugen.',
  'This workspace may send {perHour} test mails an hour. Wait {seconds} seconds, or name fewer addresses; nothing of this request was sent.':
    'Dieser Arbeitsbereich kann {perHour} Testmails in der Stunde senden. Warten Sie {seconds} Sekunden, oder nennen Sie weniger Adressen; gesendet wurde nichts.',
  'An address may get {perHour} test mails an hour. Wait {seconds} seconds.':
    'Eine Adresse kann {perHour} Testmails in der Stunde bekommen. Warten Sie {seconds} Sekunden.',
  'The address is on the list of suppressions of this workspace, so no test goes there.':
    'Die Adresse ist in diesem Arbeitsbereich gesperrt, also geht kein Test dorthin.',
  'A test goes to at most {count} addresses; take some out.':
    'Ein Test geht an höchstens {count} Adressen; nehmen Sie welche heraus.',
  'Finding out in which time zones the audience is took longer than {seconds} seconds and was stopped. Try again, simplify its segments, or freeze them as static ones.':
    'Die Zeitzonen der Empfänger zu ermitteln dauerte länger als {seconds} Sekunden und wurde abgebrochen. Versuchen Sie es noch einmal, vereinfachen Sie die Segmente, oder halten Sie sie als feste fest.',
  'Working out the audience took longer than {minutes} minutes and was stopped. Simplify its segments, or freeze them as static ones.':
    'Die Empfänger zu ermitteln dauerte länger als {minutes} Minuten und wurde abgebrochen. Vereinfachen Sie die Segmente, oder halten Sie sie als feste fest.',
  'Choose the topic that its readers subscribed to.': 'Wählen Sie das Thema, das die Leser abonniert haben.',
  'Choose a sender.': 'Wählen Sie einen Absender.',
  'Choose a template.': 'Wählen Sie eine E-Mail.',
  'Choose at least one segment to send to.': 'Wählen Sie mindestens ein Segment als Empfänger.',
  'The topic "{name}" is archived; choose another one.':
    'Das Thema „{name}“ ist archiviert; wählen Sie ein anderes.',
  'Enter the postal address of the workspace; every marketing mail must carry it.':
    'Tragen Sie die Postanschrift des Arbeitsbereichs ein; jede Werbemail muss sie nennen.',
  'The campaign is being sent already; nothing was reopened.':
    'Die Kampagne wird schon gesendet; nichts wurde neu geöffnet.',
  'Nobody is left to send to; nothing was reopened.': 'Es ist niemand mehr übrig; nichts wurde neu geöffnet.',
  'A campaign uses this sender; choose another sender there, or delete that campaign, first.':
    'Eine Kampagne benutzt diesen Absender; wählen Sie dort zuerst einen anderen, oder löschen Sie jene Kampagne.',
  'The workspace has {limit} sending domains already, which is the most it may have. Delete one that no sender uses first.':
    'Der Arbeitsbereich hat schon {limit} Absenderdomains; mehr gehen nicht. Löschen Sie zuerst eine, die kein Absender benutzt.',
  'Senders use this domain: {senders}. Delete them, or give them another address, first.':
    'Absender benutzen diese Domain: {senders}. Löschen Sie sie zuerst, oder geben Sie ihnen eine andere Adresse.',
  '{domain} belongs to a mail service, and only that can publish keys for it. Use an address of a domain of your own.':
    '{domain} gehört einem Mailanbieter, und nur der kann Schlüssel dafür veröffentlichen. Nehmen Sie eine Adresse Ihrer eigenen Domain.',
  'The key {selector} still signs mail, or is meant to. Make new keys first; it can be taken off the list once they are found in DNS.':
    'Der Schlüssel {selector} unterschreibt noch Mails oder soll es bald. Erzeugen Sie zuerst neue Schlüssel; sobald sie im DNS gefunden werden, kann er von der Liste.',
  '{limit} former keys of this domain are still listed. Remove their records from your DNS and take them off the list before making new keys.':
    '{limit} frühere Schlüssel dieser Domain stehen noch in der Liste. Entfernen Sie deren Einträge aus dem DNS und hier aus der Liste, bevor Sie neue erzeugen.',
  'DNS was asked often for this workspace in the last minutes. Changes take a while to be seen anyway: look again in {minutes} minutes.':
    'Das DNS wurde in den letzten Minuten oft gefragt. Änderungen brauchen ohnehin eine Weile: Sehen Sie in {minutes} Minuten wieder nach.',
  '"{key}" is neither the key of a mailbox provider, such as "gmail", nor a domain, such as "acme.com".':
    '„{key}“ ist weder der Schlüssel eines Postfachanbieters, etwa „gmail“, noch eine Domain, etwa „acme.com“.',
  'This workspace has no limits of its own for {provider}; the default ones apply.':
    'Dieser Arbeitsbereich hat für {provider} keine eigenen Grenzen; es gelten die üblichen.',
  'The mailboxes of {domain} are run by {name}; set the limits of "{key}", which hold for all its domains together.':
    'Die Postfächer von {domain} betreibt {name}; setzen Sie die Grenzen von „{key}“, die für alle seine Domains zusammen gelten.',
  'A workspace can set limits for at most {limit} mailbox providers; remove some that are no longer needed.':
    'Ein Arbeitsbereich kann für höchstens {limit} Postfachanbieter Grenzen setzen; entfernen Sie welche, die nicht mehr gebraucht werden.',
  'It is tried again by itself; a mail server of your own is yours to decide about.':
    'Es wird von selbst wieder versucht; über einen eigenen Mailserver entscheiden Sie.',
  'Nobody can enter a sequence that is {status}; publish it first.':
    'In eine Sequenz, die {status} ist, kommt niemand; veröffentlichen Sie sie zuerst.',
  'The published version takes nobody in by a call: add the trigger { "api": true } to the sequence and publish it.':
    'Die veröffentlichte Version nimmt niemanden von Hand auf: Geben Sie ihr den Auslöser „von Hand oder über die API“, und veröffentlichen Sie sie.',
  'The contact is not in the sequence any more ({status}); whoever has left enters anew by a trigger.':
    'Der Kontakt ist nicht mehr in der Sequenz ({status}); wer sie verlassen hat, kommt durch einen Auslöser wieder hinein.',
  'A sequence with the name "{name}" already exists; names differ by more than case and accents.':
    'Eine Sequenz mit dem Namen „{name}“ gibt es schon; Namen müssen sich um mehr als Großschreibung und Akzente unterscheiden.',
  'Somebody else has just installed "{key}" from the library. Read the list of sequences again.':
    'Gerade hat jemand „{key}“ aus der Bibliothek geholt. Laden Sie die Liste der Sequenzen neu.',
  'Somebody changed this sequence meanwhile: it has version {version} now. Read it again, then repeat your change.':
    'Jemand hat diese Sequenz inzwischen geändert: Sie hat jetzt Version {version}. Laden Sie sie neu, und wiederholen Sie Ihre Änderung.',
  'The sequence is {status}; only one that is {states} can be {done}.':
    'Die Sequenz ist {status}; in diesem Zustand geht das nicht.',
  'The way through this sequence asks more than {most} rule trees, which takes too long to try out. Answer branches in "answers", for example {"asks": "case 1"}: what is answered is not asked.':
    'Der Weg durch diese Sequenz fragt mehr als {most} Regeln, was zum Ausprobieren zu lange dauert. Geben Sie die Antworten von Verzweigungen vor.',
  'Contacts went through this sequence, and what they got stays on record. Archive it instead.':
    'Kontakte haben diese Sequenz durchlaufen, und was sie bekamen, bleibt festgehalten. Archivieren Sie sie stattdessen.',
  'There is a mail server with the name "{name}" already. Choose another name.':
    'Einen Mailserver mit dem Namen „{name}“ gibt es schon. Wählen Sie einen anderen Namen.',
  'A workspace has at most {limit} mail servers. Delete one that is not needed any more.':
    'Ein Arbeitsbereich hat höchstens {limit} Mailserver. Löschen Sie einen, der nicht mehr gebraucht wird.',
  'Too many tests of mail servers. Wait {seconds} seconds and try again.':
    'Zu viele Tests von Mailservern. Warten Sie {seconds} Sekunden, und versuchen Sie es noch einmal.',
  'The workspace has no sender yet. Create one (POST /api/v1/senders), or name one in senderId.':
    'Der Arbeitsbereich hat noch keinen Absender. Legen Sie einen an.',
  '{who} may post {perMinute} messages a minute. Wait {seconds} seconds; nothing of this request was stored.':
    'Mehr als {perMinute} Nachrichten in der Minute gehen nicht. Warten Sie {seconds} Sekunden; gespeichert wurde nichts.',
  'The message is {status}; only one that was not handed over yet can be cancelled.':
    'Die Nachricht ist {status}; abbrechen lässt sich nur eine, die noch nicht übergeben wurde.',
  'The content of this message is not kept any more.':
    'Der Inhalt dieser Nachricht wird nicht mehr aufbewahrt.',
  'The template changed while the message was being stored. Post it again.':
    'Die E-Mail änderte sich, während die Nachricht gespeichert wurde. Versuchen Sie es noch einmal.',
  'The contact that the message speaks of was erased meanwhile, so there is nothing to tell any more.':
    'Der Kontakt, von dem die Nachricht handelt, wurde inzwischen gelöscht.',
  'The sender was deleted while the message was being stored. Post it again with another one.':
    'Der Absender wurde gelöscht, während die Nachricht gespeichert wurde. Versuchen Sie es mit einem anderen.',
  'Other saved blocks are called "{name}". Choose another name, or replace those.':
    'Andere gespeicherte Blöcke heißen „{name}“. Wählen Sie einen anderen Namen, oder ersetzen Sie jene.',
  'The name is taken.': 'Der Name ist vergeben.',
  'A header or a footer is saved by itself; take the other blocks out.':
    'Kopf oder Fuß werden allein gespeichert; nehmen Sie die anderen Blöcke heraus.',
  'The workspace has {limit} saved blocks already, which is the most it may have. Delete some first.':
    'Der Arbeitsbereich hat schon {limit} gespeicherte Blöcke; mehr gehen nicht. Löschen Sie zuerst welche.',
  '{what} these blocks ({shown}), so they cannot be {done}. Put copies into the emails first.':
    'Es gibt E-Mails mit diesen Blöcken ({shown}), also geht das nicht. Setzen Sie dort zuerst Kopien ein.',
  'There is no gallery template called "{key}". Known: {known}.':
    'Eine Vorlage „{key}“ gibt es nicht. Bekannt: {known}.',
  'An email needs a document (blocks) or mjml, and not both.':
    'Eine E-Mail besteht aus Blöcken oder aus MJML, nicht aus beidem.',
  'This email is made of blocks. Change its document, or send mode "mjml" to go on with its MJML; there is no way back to blocks.':
    'Diese E-Mail besteht aus Blöcken. Ändern Sie die Blöcke, oder machen Sie als MJML weiter; zurück zu Blöcken führt kein Weg.',
  'The email is made of blocks.': 'Die E-Mail besteht aus Blöcken.',
  'This email is written as MJML, which is never turned into blocks. Make a new one of blocks.':
    'Diese E-Mail ist als MJML geschrieben, woraus nie Blöcke werden. Legen Sie eine neue aus Blöcken an.',
  'The email is written as MJML.': 'Die E-Mail ist als MJML geschrieben.',
  'Somebody changed this email meanwhile: it has version {version} now. Read it again, then repeat your change.':
    'Jemand hat diese E-Mail inzwischen geändert: Sie hat jetzt Version {version}. Laden Sie sie neu, und wiederholen Sie Ihre Änderung.',
  '{limit} previews or checks of templates are under way in this workspace. Wait for one to end.':
    'In diesem Arbeitsbereich laufen schon {limit} Vorschauen oder Prüfungen von E-Mails. Warten Sie, bis eine fertig ist.',
  'A campaign uses this template, so it cannot be deleted; archive it instead.':
    'Eine Kampagne benutzt diese E-Mail, also lässt sie sich nicht löschen; archivieren Sie sie stattdessen.',
  'Messages whose content is still kept were made from this template, so it cannot be deleted; archive it instead.':
    'Aus dieser E-Mail entstanden Nachrichten, deren Inhalt noch aufbewahrt wird, also lässt sie sich nicht löschen; archivieren Sie sie stattdessen.',
  'A published version of a sequence sends this template, so it cannot be deleted; archive it instead.':
    'Eine veröffentlichte Sequenz sendet diese E-Mail, also lässt sie sich nicht löschen; archivieren Sie sie stattdessen.',
  'This preview has expired or was made by someone else; make a new one.':
    'Diese Vorschau ist abgelaufen oder gehört jemand anderem; machen Sie eine neue.',
  'The body of a webhook call may have at most {kB} kB. Send less, and an id to ask for the rest.':
    'Ein Webhook-Aufruf kann höchstens {kB} kB haben. Senden Sie weniger, und eine ID, mit der sich der Rest erfragen lässt.',
  'This call is still being tried, so it cannot be replayed. Wait until it has ended.':
    'Dieser Aufruf wird noch versucht und lässt sich deshalb nicht wiederholen. Warten Sie, bis er zu Ende ist.',
  'The subscription of this call is not active. Activate it first.':
    'Der Webhook dieses Aufrufs ist nicht aktiv. Schalten Sie ihn zuerst ein.',
  'The workspace has {limit} webhook subscriptions already, which is the most it may have. Delete one first.':
    'Der Arbeitsbereich hat schon {limit} Webhooks; mehr gehen nicht. Löschen Sie zuerst einen.',
  'This address is not in use. Make a new chat source, and report conversations to its address.':
    'Diese Adresse ist nicht in Gebrauch. Legen Sie eine neue Chat-Quelle an, und melden Sie Gespräche an deren Adresse.',
  'More than {perMinute} conversations were reported in a minute. Report this one again in {seconds} seconds.':
    'In einer Minute wurden mehr als {perMinute} Gespräche gemeldet. Melden Sie dieses in {seconds} Sekunden noch einmal.',
  'A report may have at most {kB} kB. Leave the messages of the conversation out.':
    'Eine Meldung kann höchstens {kB} kB haben. Lassen Sie die Nachrichten des Gesprächs weg.',
  'The workspace has {limit} chat sources already, which is the most it may have. Delete one first.':
    'Der Arbeitsbereich hat schon {limit} Chat-Quellen; mehr gehen nicht. Löschen Sie zuerst eine.',
};
