export * from './address/email-address';
