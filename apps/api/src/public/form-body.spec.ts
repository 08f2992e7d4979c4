import { readForm, readJson } from './form-body';

const read = (body: string, type: string) => ({ ...readForm(Buffer.from(body), type) });

describe('readForm', () => {
  it('reads urlencoded forms with repeated names', () => {
    expect(read('topic=a&topic=b&x=%C3%A9+1', 'application/x-www-form-urlencoded; charset=UTF-8')).toEqual({
      topic: ['a', 'b'],
      x: ['é 1'],
    });
  });

  it('reads multipart forms, with the boundary quoted or not', () => {
    const body =
      '--xx\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--xx\r\nContent-Disposition: form-data; name="from"\r\n\r\nall\r\n--xx--\r\n';
    for (const type of ['multipart/form-data; boundary=xx', 'Multipart/Form-Data; Boundary="xx"']) {
      expect(read(body, type)).toEqual({ 'List-Unsubscribe': ['One-Click'], from: ['all'] });
    }
  });

  it.each([
    ['', ''],
    ['', 'multipart/form-data'],
    ['garbage \u0000 %%%', 'application/json'],
    ['--xx', 'multipart/form-data; boundary=xx'],
    ['{"from":"all"}', 'application/json'],
    ['from=all', 'text/plain'],
  ])('takes %j of type %j for an empty form', (body, type) => expect(read(body, type)).toEqual({}));

  it('does not let names reach the prototype', () => {
    const fields = readForm(Buffer.from('__proto__=x&constructor=y'), 'application/x-www-form-urlencoded');
    expect(Object.keys(fields)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(fields)).toBeNull();
  });
});

describe('readJson', () => {
  const json = (body: string) => ({ ...readJson(Buffer.from(body)) });

  it('reads a flat object as a form: texts, numbers, booleans and lists of them', () => {
    expect(json('{"email":"a@example.com","age":7,"vip":true,"tags":["x",1,null],"none":null}')).toEqual({
      email: ['a@example.com'],
      age: ['7'],
      vip: ['true'],
      tags: ['x', '1'],
    });
  });

  it.each(['', '{', '[]', '"text"', 'null', '{"a":{"b":1}}'])('finds no fields in %j', (body) => {
    expect(json(body)).toEqual({});
  });

  it('takes no name for more than a name', () => {
    expect(Object.keys(readJson(Buffer.from('{"__proto__":{"x":1},"constructor":"y"}')))).toEqual([
      'constructor',
    ]);
  });
});
