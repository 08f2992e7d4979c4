import { HOSTING, provider, type MailProvider } from './provider';

/** Hosting companies, and filters in front of companies' own servers: known by their mail servers. */
export const HOSTS: MailProvider[] = [
  provider('proton', 'Proton Mail', {
    limits: HOSTING,
    domains: 'proton.me protonmail.com pm.me protonmail.ch',
    mx: 'protonmail.ch',
  }),
  provider('fastmail', 'Fastmail', {
    limits: HOSTING,
    domains: 'fastmail.com fastmail.fm',
    mx: 'messagingengine.com',
  }),
  provider('zoho', 'Zoho Mail', {
    limits: HOSTING,
    domains: 'zoho.com zoho.eu zohomail.com zohomail.eu zohomail.in',
    mx: 'zoho.com zoho.eu zoho.in zoho.com.au zoho.jp',
  }),
  provider('tuta', 'Tuta', {
    limits: HOSTING,
    domains: 'tuta.com tuta.io tutanota.com tutanota.de tutamail.com keemail.me',
    mx: 'tutanota.de',
  }),
  provider('mimecast', 'Mimecast', {
    limits: HOSTING,
    mx: 'mimecast.com mimecast.co.za mimecast-offshore.com',
  }),
  provider('proofpoint', 'Proofpoint', { limits: HOSTING, mx: 'pphosted.com ppe-hosted.com gpphosted.com' }),
  provider('barracuda', 'Barracuda', { limits: HOSTING, mx: 'barracudanetworks.com cudamail.com' }),
  provider('cisco', 'Cisco Secure Email', { limits: HOSTING, mx: 'iphmx.com' }),
  provider('symantec', 'Symantec Email Security', { limits: HOSTING, mx: 'messagelabs.com' }),
  provider('trend-micro', 'Trend Micro', { limits: HOSTING, mx: 'trendmicro.com trendmicro.eu' }),
  provider('sophos', 'Sophos Email', { limits: HOSTING, mx: 'hydra.sophos.com reflexion.net' }),
  provider('hornetsecurity', 'Hornetsecurity', {
    limits: HOSTING,
    mx: 'hornetsecurity.com antispameurope.com',
  }),
  provider('spamexperts', 'SpamExperts', {
    limits: HOSTING,
    mx: 'antispamcloud.com spamexperts.com mailspamprotection.com',
  }),
  provider('ovh', 'OVHcloud', { limits: HOSTING, mx: 'ovh.net ovh.com' }),
  provider('ionos', 'IONOS', {
    limits: HOSTING,
    mx: 'kundenserver.de perfora.net ionos.com ionos.de ionos.co.uk ionos.fr ionos.es 1and1.com 1and1.co.uk 1and1.fr',
  }),
  provider('strato', 'STRATO', { limits: HOSTING, mx: 'rzone.de strato.de' }),
  provider('hetzner', 'Hetzner', { limits: HOSTING, mx: 'your-server.de' }),
  provider('gandi', 'Gandi', { limits: HOSTING, mx: 'gandi.net' }),
  provider('infomaniak', 'Infomaniak', { limits: HOSTING, mx: 'infomaniak.ch infomaniak.com' }),
  provider('one-com', 'one.com', { limits: HOSTING, mx: 'one.com b-one.net' }),
  provider('godaddy', 'GoDaddy', { limits: HOSTING, mx: 'secureserver.net' }),
  provider('rackspace', 'Rackspace', { limits: HOSTING, mx: 'emailsrvr.com' }),
  provider('hostinger', 'Hostinger', { limits: HOSTING, mx: 'hostinger.com titan.email' }),
  provider('namecheap', 'Namecheap', { limits: HOSTING, mx: 'privateemail.com registrar-servers.com' }),
  provider('amazon', 'Amazon', { limits: HOSTING, mx: 'amazonaws.com awsapps.com' }),
];
