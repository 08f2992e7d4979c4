import packageJson from '../../../package.json';

/** Version of Tidings, as in package.json. */
export const VERSION: string = packageJson.version;
