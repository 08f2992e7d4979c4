import { readLogLine } from './log-line';

describe('readLogLine', () => {
  it('shows warnings and keeps quiet about the rest', () => {
    expect(readLogLine('{"level":30,"msg":"listening"}')).toEqual({
      important: false,
      text: 'INFO listening',
    });
    expect(readLogLine('{"level":40,"msg":"slow"}')).toEqual({ important: true, text: 'WARN slow' });
  });

  it('leaves out bookkeeping and keeps the fields that tell what happened', () => {
    const line = {
      level: 50,
      time: 1,
      pid: 2,
      hostname: 'h',
      name: 'worker',
      event: 'job.failed',
      jobId: 'a-1',
      tries: 3,
    };
    expect(readLogLine(JSON.stringify(line)).text).toBe('ERROR job.failed jobId=a-1 tries=3');
  });

  it('names the error', () => {
    const line = {
      level: 50,
      msg: 'stopped',
      err: { type: 'Error', message: 'no route', stack: 'Error: no route\n at x' },
    };
    expect(readLogLine(JSON.stringify(line)).text).toBe('ERROR stopped no route');
  });

  it.each(['plain text', '{broken', '{"no":"level"}', '[1]', ''])(
    'passes on what is no log line: %s',
    (line) => {
      expect(readLogLine(line)).toEqual({ important: true, text: line });
    },
  );
});
