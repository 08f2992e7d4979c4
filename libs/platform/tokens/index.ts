export * from './secret-keys';
export * from './token-signer';
