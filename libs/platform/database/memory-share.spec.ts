import { workMemFor } from './memory-share';

const statement = (subqueries: number): string => Array.from({ length: subqueries }, () => 'SELECT 1').join();

it('is enough for a statement of a few rules, and no more together for one of thousands', () => {
  expect(workMemFor(statement(1), {})).toBe('65536kB');
  expect(workMemFor(statement(512), {})).toBe('1024kB');
  expect(workMemFor(statement(100_000), {})).toBe('64kB');
});

it('is what the question allows, or less', () => {
  expect(workMemFor(statement(1), { workMemMb: 1 })).toBe('1024kB');
  expect(workMemFor(statement(16), { workMemMb: 128, statementMemoryMb: 1024 })).toBe('65536kB');
});
