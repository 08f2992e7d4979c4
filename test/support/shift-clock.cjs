// For `node -r`: a machine whose clock is wrong by CLOCK_SHIFT_MS milliseconds. Timers run as they should.
const RightDate = Date;
const shiftMs = Number(process.env.CLOCK_SHIFT_MS);
const now = () => RightDate.now() + shiftMs;

globalThis.Date = new Proxy(RightDate, {
  apply: () => new RightDate(now()).toString(),
  construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [now()] : args, made),
  get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
});
