export { ConnectError, type ConnectProblem } from './connect-error';
export { whyNotPublic } from './public-address';
export { VettedHosts, type AddressLookup, type ConnectTarget, type VettedHostsOptions } from './vetted-hosts';
export { hostOf, postVetted, type PostAnswer, type PostRequest } from './vetted-post';
