import type { PreferenceText } from './preference-text';

export const es: PreferenceText = {
  language: 'es',
  name: 'Español',
  title: 'Sus preferencias',
  intro: (address) => `Estas son las preferencias de ${address}.`,
  topics: {
    legend: (workspace) => `${workspace} puede enviarme correos sobre`,
    none: 'No hay temas para elegir.',
  },
  frequency: {
    legend: 'Con qué frecuencia podemos escribirle',
    labels: {
      all: 'Todos los correos que haya',
      weekly: 'Como máximo un correo por semana',
      monthly: 'Como máximo un correo por mes',
    },
    hint: 'Esto no se aplica a las respuestas a algo que usted haga, como un pedido.',
  },
  locale: { legend: 'Idioma', label: 'Mi idioma', unknown: 'Aún sin elegir' },
  tracking: {
    legend: 'Medición',
    label: 'Pueden registrar qué correos abro y qué enlaces sigo',
    hint: 'Si está desactivado, no se registra nada sobre usted, tampoco en los correos que ya tiene.',
  },
  save: 'Guardar mis preferencias',
  unsubscribeAll: 'Darme de baja de todo',
  pause: {
    legend: 'Hacer una pausa',
    hint: 'No recibirá correos durante un tiempo. Sus preferencias se quedan como están.',
    weeks: (weeks) => `Pausa de ${weeks} semanas`,
    until: (day) => `Sus correos están en pausa hasta el ${day}.`,
    end: 'Terminar la pausa ahora',
  },
  data: {
    legend: 'Sus datos',
    exportHint:
      'Enviamos a su dirección un enlace con el que puede descargar todo lo que guardamos sobre usted.',
    export: 'Descargar mis datos',
    eraseHint: 'Borramos todo lo que guardamos sobre usted. Antes se lo preguntamos una vez más.',
    erase: 'Borrar mis datos',
  },
  erase: {
    title: '¿Borrar todo sobre usted?',
    what: (workspace) =>
      `${workspace} borra su contacto, sus preferencias y todo lo que se ha registrado sobre usted. Nadie puede deshacerlo. ` +
      'Solo queda un código formado a partir de su dirección, del que no se puede leer la dirección, para que no se le vuelva a escribir.',
    address: 'Para saber que es usted: la dirección de correo de la que trata esta página',
    wrongAddress: 'Esta no es la dirección de la que trata esta página. No se ha borrado nada.',
    sure: 'Sí, borrar todo sobre mí',
    back: 'No, volver a mis preferencias',
  },
  erased: {
    title: 'Sus datos se han borrado',
    text: (workspace) =>
      `${workspace} ya no tiene datos sobre usted. Es posible que aún llegue algún correo que ya estaba en camino.`,
  },
  dataPage: {
    title: 'Sus datos',
    what: (workspace) => `Todo lo que ${workspace} guarda sobre usted en este momento.`,
    json: 'Descargar para programas (JSON)',
    csv: 'Descargar para hojas de cálculo (CSV)',
    hint: 'El archivo trata de usted: guárdelo donde solo usted pueda leerlo.',
  },
  dataMail: {
    subject: (workspace) => `Sus datos en ${workspace}`,
    preheader: 'El enlace a todo lo que guardamos sobre usted. Funciona durante un día.',
    heading: 'Sus datos',
    intro: 'Ha pedido los datos que guardamos sobre usted. El botón lleva a la descarga.',
    button: 'Ver mis datos',
    notYou:
      'El enlace funciona durante un día y es solo para usted: por favor, no reenvíe este correo. ¿No ha sido usted? Entonces no haga nada.',
    copyLink: '¿No funciona el botón? Copie esta dirección en su navegador:',
  },
  notices: {
    saved: 'Sus preferencias se han guardado.',
    outdated:
      'Algo de esta página ha cambiado desde que la abrió, por eso aún no se ha guardado nada. Revise otra vez sus preferencias.',
    unsubscribed: 'Se ha dado de baja de todo.',
    paused: (day) => `No recibirá correos hasta el ${day}.`,
    resumed: 'La pausa ha terminado.',
    exportMailed: (address) => `Hemos enviado un enlace a ${address}. Funciona durante un día.`,
    tooMany:
      'Ha sido mucho en poco tiempo, por eso no se ha cambiado nada. Inténtelo de nuevo dentro de una hora. Darse de baja de todo siempre es posible.',
    exportFailed:
      'Ahora mismo no podemos enviar el enlace a su dirección. Responda a uno de los correos que tiene y pida sus datos.',
    blocked: (workspace) =>
      `Su dirección está bloqueada en ${workspace}, por eso no se le envía nada. Si quiere volver a recibir correos, responda a uno de los que tiene.`,
  },
};
