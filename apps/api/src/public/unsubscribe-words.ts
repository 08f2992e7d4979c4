import { html, type Html } from './html';
import type { TextsByLanguage } from './page-language';

interface Words {
  title: string;
  /** What a press does. */
  asks: (topic: string, workspace: string) => Html;
  fromTopic: (topic: string) => string;
  fromAll: string;
  rather: string;
  doneTitle: string;
  /** `topic` null: from everything. */
  done: (topic: string | null, workspace: string) => Html;
  changedMind: string;
  preferences: string;
}

/** What the pages behind unsubscribe links say. */
export const UNSUBSCRIBE_WORDS: TextsByLanguage<Words> = {
  en: {
    title: 'Unsubscribe',
    asks: (topic, workspace) =>
      html`You are about to stop getting <strong>${topic}</strong> from ${workspace}. It takes effect at once.`,
    fromTopic: (topic) => `Unsubscribe from ${topic}`,
    fromAll: 'Unsubscribe from everything',
    rather: 'Rather choose what you receive?',
    doneTitle: 'You are unsubscribed',
    done: (topic, workspace) =>
      html`You will not get <strong>${topic ?? 'any emails'}</strong> from ${workspace} any more. A message
        that was already on its way may still arrive.`,
    changedMind: 'Changed your mind, or want to choose topic by topic?',
    preferences: 'Your preferences',
  },
  de: {
    title: 'Abmelden',
    asks: (topic, workspace) =>
      html`Sie bekommen dann <strong>${topic}</strong> von ${workspace} nicht mehr. Das gilt sofort.`,
    fromTopic: (topic) => `Von ${topic} abmelden`,
    fromAll: 'Von allem abmelden',
    rather: 'Möchten Sie lieber wählen, was Sie bekommen?',
    doneTitle: 'Sie sind abgemeldet',
    done: (topic, workspace) =>
      html`Sie bekommen <strong>${topic ?? 'keine E-Mails'}</strong> von ${workspace}
        ${topic === null ? 'mehr' : 'nicht mehr'}. Was schon unterwegs war, kann noch ankommen.`,
    changedMind: 'Haben Sie es sich anders überlegt, oder möchten Sie Thema für Thema wählen?',
    preferences: 'Ihre Einstellungen',
  },
  es: {
    title: 'Darse de baja',
    asks: (topic, workspace) =>
      html`Va a dejar de recibir <strong>${topic}</strong> de ${workspace}. Tiene efecto inmediato.`,
    fromTopic: (topic) => `Darme de baja de ${topic}`,
    fromAll: 'Darme de baja de todo',
    rather: '¿Prefiere elegir qué recibe?',
    doneTitle: 'Se ha dado de baja',
    done: (topic, workspace) =>
      html`Ya no recibirá <strong>${topic ?? 'ningún correo'}</strong> de ${workspace}. Es posible que aún
        llegue algún mensaje que ya estaba en camino.`,
    changedMind: '¿Ha cambiado de idea, o quiere elegir tema por tema?',
    preferences: 'Sus preferencias',
  },
  fr: {
    title: 'Se désabonner',
    asks: (topic, workspace) =>
      html`Vous ne recevrez plus <strong>${topic}</strong> de la part de ${workspace}. L’effet est immédiat.`,
    fromTopic: (topic) => `Me désabonner de ${topic}`,
    fromAll: 'Me désabonner de tout',
    rather: 'Vous préférez choisir ce que vous recevez ?',
    doneTitle: 'Désinscription enregistrée',
    done: (topic, workspace) =>
      html`Vous ne recevrez plus <strong>${topic ?? 'aucun e-mail'}</strong> de la part de ${workspace}. Un
        message déjà en route peut encore arriver.`,
    changedMind: 'Vous avez changé d’avis, ou voulez choisir thème par thème ?',
    preferences: 'Vos préférences',
  },
  pt: {
    title: 'Cancelar a subscrição',
    asks: (topic, workspace) =>
      html`Vai deixar de receber <strong>${topic}</strong> de ${workspace}. Tem efeito imediato.`,
    fromTopic: (topic) => `Deixar de receber ${topic}`,
    fromAll: 'Cancelar tudo',
    rather: 'Prefere escolher o que recebe?',
    doneTitle: 'A subscrição foi cancelada',
    done: (topic, workspace) =>
      html`Já não vai receber <strong>${topic ?? 'nenhum email'}</strong> de ${workspace}. Uma mensagem que já
        estava a caminho ainda pode chegar.`,
    changedMind: 'Mudou de ideias, ou quer escolher tema a tema?',
    preferences: 'As suas preferências',
  },
};
