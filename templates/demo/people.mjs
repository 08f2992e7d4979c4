/**
 * Names and places the demo export is drawn from. A name in another script carries its Latin form after a colon, for
 * the address. Phone prefixes exist only where the regulator reserves numbers for fiction, so that none can ring.
 */
const words = (text) => text.trim().split(/\s+/);

const group = (first, last) => ({ first: words(first), last: words(last) });

// prettier-ignore
export const COUNTRIES = [
  {
    cc: 'PT', weight: 210, gmt: 0, dst: 1, phone: null,
    groups: [
      group(
        'João Inês Tomás Beatriz Gonçalo Mariana Rui Leonor Duarte Catarina Simão Conceição António Luísa Martim Francisca Afonso Sofia Nuno Benedita',
        'Silva Gonçalves Araújo Simões Magalhães Conceição Leitão Guimarães Antunes Pacheco Falcão Brandão Sá Vilhena Quintão Meireles Nóbrega Teixeira Figueirôa Barroso',
      ),
    ],
    places: [
      ['Porto', '13', 41.1496, -8.611, 'Europe/Lisbon', '4050-112'],
      ['Lisboa', '11', 38.7167, -9.1333, 'Europe/Lisbon', '1200-031'],
      ['Braga', '03', 41.5503, -8.42, 'Europe/Lisbon', '4700-030'],
      ['Coimbra', '06', 40.2056, -8.4195, 'Europe/Lisbon', '3000-150'],
      ['Funchal', '30', 32.6669, -16.9241, 'Atlantic/Madeira', '9000-054'],
    ],
    streets: words('Rua_das_Flores Rua_do_Almada Avenida_da_Boavista Travessa_do_Moinho Largo_da_Sé'),
  },
  {
    cc: 'ES', weight: 140, gmt: 1, dst: 2, phone: null,
    groups: [
      group(
        'Begoña Íñigo Lucía Álvaro Nuria Martín Ángela Joaquín Itziar Andrés Rocío Óscar Montserrat Xoán Candela Raúl',
        'Muñoz Peña Ibáñez Núñez Etxeberria Gálvez Requena Piñeiro Vázquez Llobet Carreño Bermúdez Roldán Cañizares Zubiri Ordóñez',
      ),
    ],
    places: [
      ['Madrid', 'MD', 40.4168, -3.7038, 'Europe/Madrid', '28004'],
      ['Barcelona', 'CT', 41.3888, 2.159, 'Europe/Madrid', '08012'],
      ['Vigo', 'GA', 42.2406, -8.7207, 'Europe/Madrid', '36202'],
      ['Sevilla', 'AN', 37.3891, -5.9845, 'Europe/Madrid', '41003'],
      ['Bilbao', 'PV', 43.263, -2.935, 'Europe/Madrid', '48005'],
    ],
    streets: words('Calle_Mayor Calle_del_Olmo Paseo_del_Prado Carrer_de_Verdi Plaza_Nueva'),
  },
  {
    cc: 'DE', weight: 105, gmt: 1, dst: 2, phone: (n) => `+49 30 23125 ${String(n % 1000).padStart(3, '0')}`,
    groups: [
      group(
        'Jürgen Käthe Björn Zoë Sören Anneliese Götz Friederike Lukas Jörg Ulrike Maximilian Änne Torben Wiebke Matthias',
        'Müller Großmann Schäfer Weiß Brückner Köhler Jäger Löwe Böttcher Strauß Hübner Möhring Krüger Voß Dörfler von_Ahlefeld',
      ),
    ],
    places: [
      ['Berlin', 'BE', 52.52, 13.405, 'Europe/Berlin', '10119'],
      ['Hamburg', 'HH', 53.5511, 9.9937, 'Europe/Berlin', '20357'],
      ['München', 'BY', 48.1374, 11.5755, 'Europe/Berlin', '80469'],
      ['Köln', 'NW', 50.9375, 6.9603, 'Europe/Berlin', '50672'],
    ],
    streets: words('Kastanienallee Schanzenstraße Gärtnerplatz Brüsseler_Straße Lindenweg'),
  },
  {
    cc: 'FR', weight: 95, gmt: 1, dst: 2, phone: (n) => `+33 6 39 98 ${String(n % 100).padStart(2, '0')} ${String((n * 7) % 100).padStart(2, '0')}`,
    groups: [
      group(
        'Séverine François Zoé Jérôme Maëlle Hélène Loïc Thérèse Benoît Noémie Gaël Aïcha Étienne Océane Anaïs Cédric',
        "Lefèvre Béranger Desprès Châtelain Rivière Gérard L'Hermitte Noël Guérin Maréchal Pélissier Brûlé Valéry Crépin Aubépine D'Ormesson",
      ),
    ],
    places: [
      ['Paris', 'IDF', 48.8566, 2.3522, 'Europe/Paris', '75011'],
      ['Lyon', 'ARA', 45.764, 4.8357, 'Europe/Paris', '69001'],
      ['Nantes', 'PDL', 47.2184, -1.5536, 'Europe/Paris', '44000'],
      ['Marseille', 'PAC', 43.2965, 5.3698, 'Europe/Paris', '13006'],
    ],
    streets: words('Rue_Oberkampf Rue_de_la_Charité Quai_de_la_Fosse Cours_Julien Impasse_du_Moulin'),
  },
  {
    cc: 'GB', weight: 60, gmt: 0, dst: 1, phone: (n) => `+44 7700 900${String(n % 1000).padStart(3, '0')}`,
    groups: [
      group(
        'Oliver Siân Harriet Callum Imogen Rhys Priya Alistair Niamh George',
        "Whitcombe O'Neill Llewellyn Ashworth McAllister Okafor Patel Fairbrother Pemberton Smythe-Jones",
      ),
    ],
    places: [
      ['London', 'ENG', 51.5074, -0.1278, 'Europe/London', 'E8 3PN'],
      ['Edinburgh', 'SCT', 55.9533, -3.1883, 'Europe/London', 'EH3 9QG'],
      ['Cardiff', 'WLS', 51.4816, -3.1791, 'Europe/London', 'CF11 9HA'],
    ],
    streets: words('Mare_Street Thistle_Lane Cathedral_Road'),
  },
  {
    cc: 'PL', weight: 45, gmt: 1, dst: 2, phone: null,
    groups: [
      group(
        'Łukasz Małgorzata Paweł Agnieszka Michał Żaneta Stanisław Zofia Świętosława Krzysztof',
        'Wójcik Nowak Zając Gołąb Mazur Kępa Krawczyk Wróbel Dąbek Śliwa',
      ),
    ],
    places: [
      ['Warszawa', '14', 52.2297, 21.0122, 'Europe/Warsaw', '00-382'],
      ['Kraków', '12', 50.0647, 19.945, 'Europe/Warsaw', '31-056'],
      ['Gdańsk', '22', 54.352, 18.6466, 'Europe/Warsaw', '80-831'],
    ],
    streets: words('ulica_Dobra ulica_Józefa ulica_Mariacka'),
  },
  {
    cc: 'IT', weight: 45, gmt: 1, dst: 2, phone: null,
    groups: [
      group(
        'Niccolò Chiara Matteo Giosuè Benedetta Nicolò Ginevra Raffaele Noè Letizia',
        "D'Amico Forlì Nardò Bianchi Cantù De_Santis Forni Muscarà Rizzo Dell'Acqua",
      ),
    ],
    places: [
      ['Milano', '25', 45.4642, 9.19, 'Europe/Rome', '20144'],
      ['Torino', '21', 45.0703, 7.6869, 'Europe/Rome', '10123'],
      ['Palermo', '82', 38.1157, 13.3615, 'Europe/Rome', '90133'],
    ],
    streets: words('Via_Savona Via_Po Via_Alloro'),
  },
  {
    cc: 'UA', weight: 28, gmt: 2, dst: 3, phone: null,
    groups: [
      group(
        'Олена:olena Тарас:taras Ярина:yaryna Андрій:andrii Соломія:solomiia Юрій:yurii Мар’яна:mariana Єгор:yehor',
        'Шевченко:shevchenko Бондаренко:bondarenko Ткач:tkach Коваль:koval Мельник:melnyk Їжакевич:yizhakevych',
      ),
    ],
    places: [
      ['Київ', '30', 50.4501, 30.5234, 'Europe/Kyiv', '01030'],
      ['Львів', '46', 49.8397, 24.0297, 'Europe/Kyiv', '79000'],
    ],
    streets: words('вулиця_Ярославів_Вал вулиця_Вірменська'),
  },
  {
    cc: 'GR', weight: 24, gmt: 2, dst: 3, phone: null,
    groups: [
      group(
        'Θάλεια:thalia Ελένη:eleni Δήμητρα:dimitra Ζωή:zoi',
        'Παπαδοπούλου:papadopoulou Οικονόμου:oikonomou Αγγελίδου:angelidou',
      ),
      group(
        'Νίκος:nikos Γιώργος:giorgos Οδυσσέας:odysseas Άρης:aris',
        'Παπαδόπουλος:papadopoulos Καραγιάννης:karagiannis Ξένος:xenos',
      ),
    ],
    places: [
      ['Αθήνα', 'I', 37.9838, 23.7275, 'Europe/Athens', '105 58'],
      ['Θεσσαλονίκη', 'B', 40.6401, 22.9444, 'Europe/Athens', '546 24'],
    ],
    streets: words('Αδριανού Τσιμισκή'),
  },
  {
    cc: 'BR', weight: 30, gmt: -3, dst: -3, phone: null,
    groups: [
      group(
        'Antônio Thaís Luís Débora Caíque Letícia Vinícius Jussara',
        'Araújo Assunção Falcão Brandão Cordeiro Galvão Moraes dos_Anjos',
      ),
    ],
    places: [
      ['São Paulo', 'SP', -23.5505, -46.6333, 'America/Sao_Paulo', '01310-100'],
      ['Belém', 'PA', -1.4558, -48.4902, 'America/Belem', '66015-000'],
    ],
    streets: words('Rua_Augusta Travessa_Padre_Eutíquio'),
  },
  {
    cc: 'NL', weight: 28, gmt: 1, dst: 2, phone: null,
    groups: [
      group(
        'Daniël Fenna Joost Noortje Sjoerd Anouk Zoë Tijn',
        "van_der_Meer de_Vries Bakker 't_Hoen Koning Smit Brouwer van_Dijk",
      ),
    ],
    places: [
      ['Amsterdam', 'NH', 52.3676, 4.9041, 'Europe/Amsterdam', '1015 CJ'],
      ['Utrecht', 'UT', 52.0907, 5.1214, 'Europe/Amsterdam', '3511 AX'],
    ],
    streets: words('Prinsengracht Oudegracht'),
  },
  {
    cc: 'US', weight: 30, gmt: -5, dst: -4, phone: (n) => `+1 212 555 01${String(n % 100).padStart(2, '0')}`,
    groups: [
      group(
        'Jasmine Tyrell Renée Wyatt José Kaitlyn Malik Phoebe',
        'Washington Núñez Abernathy Kowalski Nguyen Castellanos Thorne Begay',
      ),
    ],
    places: [
      ['New York', 'NY', 40.7128, -74.006, 'America/New_York', '10002'],
      ['Boston', 'MA', 42.3601, -71.0589, 'America/New_York', '02118'],
    ],
    streets: words('Orchard_Street Tremont_Street'),
  },
  {
    cc: 'SE', weight: 18, gmt: 1, dst: 2, phone: null,
    groups: [
      group(
        'Åsa Björn Märta Göran Linnéa Östen',
        'Sjöberg Åkesson Lindström Hägglund Öberg Nyström',
      ),
    ],
    places: [
      ['Göteborg', 'O', 57.7089, 11.9746, 'Europe/Stockholm', '411 10'],
      ['Malmö', 'M', 55.605, 13.0038, 'Europe/Stockholm', '211 22'],
    ],
    streets: words('Vallgatan Skolgatan'),
  },
  {
    cc: 'IE', weight: 12, gmt: 0, dst: 1, phone: (n) => `+353 20 91${String(n % 10)} ${String((n * 37) % 10000).padStart(4, '0')}`,
    groups: [
      group(
        'Aoife Seán Caoimhe Pádraig Róisín',
        "Ó_Briain O'Sullivan Ní_Chonaill Byrne Mac_Gabhann",
      ),
    ],
    places: [
      ['Dublin', 'L', 53.3498, -6.2603, 'Europe/Dublin', 'D08 X8K2'],
    ],
    streets: words('Meath_Street'),
  },
  {
    cc: 'JP', weight: 22, gmt: 9, dst: 9, phone: null,
    groups: [
      group(
        'さくら:sakura 健太:kenta 陽菜:hina 大輔:daisuke 美咲:misaki 蓮:ren',
        '中村:nakamura 佐藤:sato 髙橋:takahashi 伊藤:ito 渡邉:watanabe 山田:yamada',
      ),
    ],
    places: [
      ['東京', '13', 35.6762, 139.6503, 'Asia/Tokyo', '150-0001'],
      ['京都', '26', 35.0116, 135.7681, 'Asia/Tokyo', '604-8005'],
    ],
    streets: words('神宮前 三条通'),
  },
  {
    cc: 'VN', weight: 12, gmt: 7, dst: 7, phone: null,
    groups: [
      group(
        'Hạnh Đức Thảo Quỳnh Bảo',
        'Nguyễn Trần Phạm Đặng Võ',
      ),
    ],
    places: [
      ['Hà Nội', 'HN', 21.0278, 105.8342, 'Asia/Ho_Chi_Minh', '100000'],
    ],
    streets: words('Phố_Hàng_Gai'),
  },
  {
    cc: 'IN', weight: 18, gmt: 5.5, dst: 5.5, phone: null,
    groups: [
      group(
        'आरव:aarav Ananya दीपिका:deepika Rohan Lakshmi',
        'शर्मा:sharma Iyer Krishnamurthy पटेल:patel Banerjee',
      ),
    ],
    places: [
      ['Bengaluru', 'KA', 12.9716, 77.5946, 'Asia/Kolkata', '560001'],
      ['Pune', 'MH', 18.5204, 73.8567, 'Asia/Kolkata', '411004'],
    ],
    streets: words('Church_Street'),
  },
  {
    cc: 'EG', weight: 14, gmt: 2, dst: 3, phone: null,
    groups: [
      group(
        'ليلى:layla عمر:omar يوسف:youssef مريم:maryam',
        'حداد:haddad المصري:elmasry منصور:mansour خليل:khalil',
      ),
    ],
    places: [
      ['القاهرة', 'C', 30.0444, 31.2357, 'Africa/Cairo', '11511'],
    ],
    streets: words('شارع_طلعت_حرب'),
  },
];

// prettier-ignore
export const COMPANIES = [
  'Padaria Aurora',
  'Ateliê 27, Lda.',
  '@home Coworking',
  'Hotel Miradouro',
  'Estúdio "Norte"',
  'Librería Cervantes',
  'Clínica Peña & Hijos',
  'Kontor Süd GmbH',
  'Bäckerei Großmann',
  'Buchladen am Eck',
  'Atelier Lumière',
  'Café de la Gare',
  'Maison Brûlé',
  'The Tidal Works Ltd',
  'Fairbrother & Sons',
  'Studio Wrocław',
  'Officina Torino',
  'Van der Meer Architecten',
  'Sjöberg & Öberg AB',
  'Lviv Design Bureau',
  'Harbour Street Dental',
  '+Vida Fisioterapia',
];
