// Runs in the page's own world. One gesture, as a device reports it: some events with a growing value.
// Axes: alpha, beta, gamma; x, y, z. Degrees and m/s² at the gesture's end.
async (/** @type {[number, number, number, number]} */ [beta, gamma, x, y]) => {
  const STEPS = 5;
  const STEP_MS = 12;
  for (let step = 1; step <= STEPS; step++) {
    const share = step / STEPS;
    const acceleration = { x: x * share, y: y * share, z: 0 };
    try {
      for (const type of ["deviceorientation", "deviceorientationabsolute"])
        dispatchEvent(
          new DeviceOrientationEvent(type, {
            alpha: 10 * share,
            beta: beta * share,
            gamma: gamma * share,
            absolute: type.endsWith("absolute"),
          }),
        );
      dispatchEvent(
        new DeviceMotionEvent("devicemotion", {
          acceleration,
          accelerationIncludingGravity: { ...acceleration, z: 9.8 },
          rotationRate: { alpha: beta * 8 * share, beta: gamma * 8 * share, gamma: x * 8 * share },
          interval: 16,
        }),
      );
    } catch {
      return;
    }
    await new Promise((done) => setTimeout(done, STEP_MS));
  }
};
