export { DnsClient, type DnsClientOptions } from './dns-client';
export type { DnsAnswer, DnsLookup, MxRecord } from './dns-lookup';
export { DnsModule } from './dns.module';
