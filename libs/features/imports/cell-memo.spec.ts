import { CellMemo } from './cell-memo';

describe('the memory of a column', () => {
  it('gives back what a cell was read as', () => {
    const memo = new CellMemo();
    expect(memo.get('pt')).toBeUndefined();
    memo.put('pt', 'PT');
    expect(memo.get('pt')).toBe('PT');
  });

  it('forgets columns that hardly repeat and keeps those that do', () => {
    const unique = new CellMemo();
    const repeated = new CellMemo();
    for (let i = 0; i < 10_000; i += 1) {
      unique.put(`cell ${i}`, 'x');
      unique.get(`cell ${i + 1}`);
      repeated.put(`cell ${i % 10}`, 'x');
      repeated.get(`cell ${i % 10}`);
    }
    expect(unique.get('cell 1')).toBeUndefined();
    expect(repeated.get('cell 1')).toBe('x');
  });

  it('does not keep long texts', () => {
    const memo = new CellMemo();
    memo.put('x'.repeat(65), 'x');
    expect(memo.get('x'.repeat(65))).toBeUndefined();
  });
});
