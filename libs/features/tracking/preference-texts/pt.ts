import type { PreferenceText } from './preference-text';

export const pt: PreferenceText = {
  language: 'pt',
  name: 'Português',
  title: 'As suas preferências',
  intro: (address) => `Estas são as escolhas para ${address}.`,
  topics: {
    legend: (workspace) => `${workspace} pode enviar-me emails sobre`,
    none: 'Não há temas para escolher.',
  },
  frequency: {
    legend: 'Com que frequência lhe podemos escrever',
    labels: {
      all: 'Todos os emails que houver',
      weekly: 'No máximo um email por semana',
      monthly: 'No máximo um email por mês',
    },
    hint: 'Isto não se aplica a respostas ao que faz, como uma encomenda.',
  },
  locale: { legend: 'Língua', label: 'A minha língua', unknown: 'Ainda não escolhida' },
  tracking: {
    legend: 'Medição',
    label: 'Podem registar que emails abro e que ligações sigo',
    hint: 'Se estiver desligado, nada é registado sobre si, nem em emails que já recebeu.',
  },
  save: 'Guardar as minhas escolhas',
  unsubscribeAll: 'Cancelar tudo',
  pause: {
    legend: 'Fazer uma pausa',
    hint: 'Não recebe emails durante algum tempo. As suas escolhas ficam como estão.',
    weeks: (weeks) => `Pausa de ${weeks} semanas`,
    until: (day) => `Os seus emails estão em pausa até ${day}.`,
    end: 'Terminar a pausa agora',
  },
  data: {
    legend: 'Os seus dados',
    exportHint:
      'Enviamos uma ligação para o seu endereço, com a qual pode descarregar tudo o que guardamos sobre si.',
    export: 'Descarregar os meus dados',
    eraseHint: 'Apagamos tudo o que guardamos sobre si. Antes perguntamos mais uma vez.',
    erase: 'Apagar os meus dados',
  },
  erase: {
    title: 'Apagar tudo sobre si?',
    what: (workspace) =>
      `${workspace} apaga o seu contacto, as suas escolhas e o que foi registado sobre si. Ninguém o pode recuperar. ` +
      'Fica apenas um código feito a partir do seu endereço, do qual o endereço não se pode ler, para que não lhe voltem a escrever.',
    address: 'Para sabermos que é você: o endereço de email a que esta página se refere',
    wrongAddress: 'Este não é o endereço a que esta página se refere. Nada foi apagado.',
    sure: 'Sim, apagar tudo sobre mim',
    back: 'Não, voltar às minhas preferências',
  },
  erased: {
    title: 'Os seus dados foram apagados',
    text: (workspace) =>
      `${workspace} já não tem dados sobre si. Um email que já estava a caminho ainda pode chegar.`,
  },
  dataPage: {
    title: 'Os seus dados',
    what: (workspace) => `Tudo o que ${workspace} guarda sobre si neste momento.`,
    json: 'Descarregar para programas (JSON)',
    csv: 'Descarregar para folhas de cálculo (CSV)',
    hint: 'O ficheiro é sobre si: guarde-o onde só você o possa ler.',
  },
  dataMail: {
    subject: (workspace) => `Os seus dados em ${workspace}`,
    preheader: 'A ligação para tudo o que guardamos sobre si. Funciona durante um dia.',
    heading: 'Os seus dados',
    intro: 'Pediu os dados que guardamos sobre si. O botão leva à descarga.',
    button: 'Ver os meus dados',
    notYou:
      'A ligação funciona durante um dia e é só para si: por favor não reencaminhe este email. Não foi você? Então não faça nada.',
    copyLink: 'O botão não funciona? Copie este endereço para o seu navegador:',
  },
  notices: {
    saved: 'As suas escolhas foram guardadas.',
    outdated:
      'Algo nesta página mudou desde que a abriu, por isso ainda nada foi guardado. Veja as suas escolhas outra vez.',
    unsubscribed: 'Cancelou todos os emails.',
    paused: (day) => `Não recebe emails até ${day}.`,
    resumed: 'A pausa terminou.',
    exportMailed: (address) => `Enviámos uma ligação para ${address}. Funciona durante um dia.`,
    tooMany:
      'Foi muito em pouco tempo, por isso nada foi alterado. Tente de novo dentro de uma hora. Cancelar tudo é sempre possível.',
    exportFailed:
      'De momento não podemos enviar a ligação para o seu endereço. Responda a um dos emails que tem e peça os seus dados.',
    blocked: (workspace) =>
      `O seu endereço está bloqueado em ${workspace}, por isso nada lhe é enviado. Para voltar a receber emails, responda a um dos que tem.`,
  },
};
