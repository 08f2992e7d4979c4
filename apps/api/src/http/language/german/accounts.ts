/** Signing in, people, keys and workspaces. */
export const ACCOUNTS: Record<string, string> = {
  'The email address or the password is wrong.': 'Die E-Mail-Adresse oder das Passwort ist falsch.',
  'Too many login attempts. Try again in {minutes} minute{s}.':
    'Zu viele Anmeldeversuche. Versuchen Sie es in {minutes} Min. noch einmal.',
  'This user is not a member of any workspace any more. Ask an owner to add the user again.':
    'Dieses Konto gehört zu keinem Arbeitsbereich mehr. Bitten Sie eine Inhaberin oder einen Inhaber, es wieder aufzunehmen.',
  'You are not a member of a workspace with the id {id}.':
    'Sie gehören zu keinem Arbeitsbereich mit der ID {id}.',
  'The currency cannot change any more: the workspace has orders, and their amounts would mean something else. Use a further workspace for another currency.':
    'Die Währung lässt sich nicht mehr ändern: Der Arbeitsbereich hat Bestellungen, deren Beträge dann etwas anderes bedeuten würden. Nehmen Sie für eine andere Währung einen weiteren Arbeitsbereich.',
  'Sign in, or send an API key as "Authorization: Bearer tdg_…".':
    'Melden Sie sich an, oder senden Sie einen API-Schlüssel als „Authorization: Bearer tdg_…“.',
  'The API key is unknown, expired or revoked. Send a valid one as "Authorization: Bearer tdg_…".':
    'Der API-Schlüssel ist unbekannt, abgelaufen oder gesperrt. Senden Sie einen gültigen als „Authorization: Bearer tdg_…“.',
  'The session has ended. Sign in again.': 'Die Sitzung ist beendet. Melden Sie sich wieder an.',
  'This installation already has a user. Sign in, or let an owner add you.':
    'Hier gibt es schon ein Konto. Melden Sie sich an, oder lassen Sie sich aufnehmen.',
  'Another workspace already uses the slug {slug}. Choose another one.':
    'Ein anderer Arbeitsbereich hat schon die Kurzform {slug}. Wählen Sie eine andere.',
  '{slug} is taken.': '{slug} ist vergeben.',
  'A user with this email address already exists. Sign in as that user, or choose another address.':
    'Ein Konto mit dieser E-Mail-Adresse gibt es schon. Melden Sie sich damit an, oder wählen Sie eine andere Adresse.',
  'A user with this address exists.': 'Ein Konto mit dieser Adresse gibt es.',
  'This user is already a member of the workspace. Change the role instead.':
    'Diese Person gehört schon zum Arbeitsbereich. Ändern Sie stattdessen die Rolle.',
  'Already a member.': 'Gehört schon dazu.',
  'A workspace needs an owner, and this is the last one. Make somebody else an owner first.':
    'Ein Arbeitsbereich braucht jemanden, dem er gehört, und das ist die letzte Person mit dieser Rolle. Geben Sie sie erst jemand anderem.',
  'Only an owner may {what}. Ask an owner of this workspace.':
    'Das darf nur, wem der Arbeitsbereich gehört. Fragen Sie dort nach.',
  'You cannot give a key more than you may do yourself: {scopes}. Leave them out.':
    'Sie können einem Schlüssel nicht mehr erlauben, als Sie selbst dürfen: {scopes}. Lassen Sie das weg.',
  'You cannot give the role {role}: it may do more than you may yourself ({scopes}).':
    'Sie können die Rolle {role} nicht vergeben: Sie darf mehr als Sie selbst ({scopes}).',
  '{email} cannot be added here. Whoever runs this installation can: npm run cli -- create-user.':
    '{email} lässt sich hier nicht aufnehmen. Wer Tidings betreibt, kann es: npm run cli -- create-user.',
  'This is not your current password.': 'Das ist nicht Ihr jetziges Passwort.',
  'The password has {length} characters; it needs at least {min}. Three or four random words are fine.':
    'Das Passwort hat {length} Zeichen; es braucht mindestens {min}. Drei oder vier zufällige Wörter sind gut.',
  'The password is longer than {max} characters.': 'Das Passwort ist länger als {max} Zeichen.',
  'The password must not be the email address.': 'Das Passwort darf nicht die E-Mail-Adresse sein.',
  'The password repeats too few different characters.':
    'Das Passwort wiederholt zu wenige verschiedene Zeichen.',
  'The password is one of those that attackers try first. Choose another one.':
    'Das Passwort ist eines von denen, die Angreifer zuerst versuchen. Wählen Sie ein anderes.',
  'This address is not usable: it {reason}.': 'Diese Adresse ist nicht brauchbar.',
  '{zone} is not a time zone. Use an IANA name such as Europe/Berlin or UTC.':
    '{zone} ist keine Zeitzone. Nehmen Sie einen Namen der IANA, etwa Europe/Berlin oder UTC.',
  '{currency} is not a currency. Use an ISO 4217 code in capital letters such as EUR.':
    '{currency} ist keine Währung. Nehmen Sie ein Kürzel nach ISO 4217 in Großbuchstaben, etwa EUR.',
  'This needs the scope {scope}, which your role or API key does not have.':
    'Dafür braucht es die Berechtigung {scope}, die Ihre Rolle oder Ihr API-Schlüssel nicht hat.',
  'An API key cannot do this, only a signed-in user.': 'Das kann kein API-Schlüssel, nur wer angemeldet ist.',
};
