export * from './access';
export * from './answer-once';
export * from './api-request';
export * from './current-actor';
export * from './current-session';
export * from './page-query.dto';
export * from './page.views';
export * from './parse-uuid.pipe';
