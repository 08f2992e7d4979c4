import type { LibraryEntry } from '../library-entry';
import { choiceField } from '../declare-needs';

export const geographic: readonly LibraryEntry[] = [
  {
    key: 'country',
    name: 'Country',
    category: 'geographic',
    useWhen: 'When language, law, currency or delivery differ by country.',
    parameters: [{ name: 'countries', label: 'Countries (ISO codes)', default: ['PT', 'ES'] }],
    rules: [{ field: 'country', op: 'isAnyOf', value: { $: 'countries' } }],
    needs: [{ kind: 'built-in', path: 'country', fill: { country: 'PT' } }],
    idea: { kind: 'campaign', text: "The same news in the country's own language and prices." },
  },
  {
    key: 'region',
    name: 'Region',
    category: 'geographic',
    useWhen: 'When something happens, or is delivered, only in part of a country.',
    parameters: [
      { name: 'country', label: 'Country (ISO code)', default: 'PT' },
      { name: 'regions', label: 'Regions', default: ['Lisboa', 'Setúbal'] },
    ],
    rules: [
      { field: 'country', op: 'is', value: { $: 'country' } },
      { field: 'region', op: 'isAnyOf', value: { $: 'regions' } },
    ],
    needs: [{ kind: 'built-in', path: 'region', fill: { country: 'PT', region: 'Lisboa' } }],
    idea: { kind: 'campaign', text: 'An invitation to an evening in the region.' },
  },
  {
    key: 'near-a-place',
    name: 'Near a place',
    category: 'geographic',
    useWhen: 'When a shop, an event or a courier reaches only so many kilometres.',
    parameters: [
      { name: 'lat', label: 'Latitude', default: 38.72 },
      { name: 'lon', label: 'Longitude', default: -9.14 },
      { name: 'km', label: 'Kilometres', default: 50 },
    ],
    rules: [
      { field: 'location', op: 'withinKm', value: { lat: { $: 'lat' }, lon: { $: 'lon' }, km: { $: 'km' } } },
    ],
    needs: [{ kind: 'built-in', path: 'location', fill: { latitude: 38.69, longitude: -9.42 } }],
    idea: { kind: 'campaign', text: 'The opening of the shop round the corner, with a map.' },
  },
  {
    key: 'urban-or-rural',
    name: 'Urban or rural',
    category: 'geographic',
    useWhen: 'When life in town and in the country asks for different products or different delivery.',
    parameters: [{ name: 'areas', label: 'Kinds of area', default: ['rural'] }],
    rules: [{ field: 'attributes.areaType', op: 'isAnyOf', value: { $: 'areas' } }],
    needs: [choiceField('areaType', 'Kind of area', ['urban', 'suburban', 'rural'])],
    idea: { kind: 'campaign', text: 'Larger packs and fewer deliveries for the country.' },
  },
];
