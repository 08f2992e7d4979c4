export { PersonalDataLinks } from './personal-data-links.service';
export { PrivacyModule } from './privacy.module';
