// axe-core in one document: runs it, joins the frames' results and cuts them to what evaluation needs.
__auditor.claim(
  "axeRun",
  (() => {
    const { elements } = __auditor;
    const MAX_RELATED = 3;

    /** @param {AxeRuleResult[]} list @param {number} limit */
    const cut = (list, limit) =>
      list.map((rule) => ({
        id: rule.id,
        impact: rule.impact,
        count: rule.nodes.length,
        nodes: rule.nodes.slice(0, limit).map((node) => ({
          target: node.target,
          impact: node.impact,
          checks: /** @type {const} */ (["any", "all", "none"]).flatMap((kind) =>
            node[kind].map((check) => ({
              id: check.id,
              kind,
              data: check.data,
              message: check.message,
              related: (check.relatedNodes ?? []).slice(0, MAX_RELATED).map((related) => related.target),
            })),
          ),
        })),
      }));

    /**
     * One result of all frames' partial ones. A node keeps its selector path, its impact and the checks that decided,
     * each with id and data; at most `limit` nodes of a rule.
     * @param {unknown[]} partials @param {object} options @param {number} limit
     */
    const finish = async (partials, options, limit) => {
      const results = await axe.finishRun(partials, options);
      return {
        violations: cut(results.violations, limit),
        incomplete: cut(results.incomplete, limit),
        passes: results.passes.map((rule) => rule.id),
        inapplicable: results.inapplicable.map((rule) => rule.id),
      };
    };
    /** @param {unknown} context null for the whole document @param {object} options */
    const runPartial = (context, options) => axe.runPartial(context ?? document, options);
    /** This document alone. @param {object} options @param {number} limit */
    const runHere = async (options, limit) => finish([await axe.runPartial(document, options)], options, limit);
    /** Elements alone that no earlier view showed. @param {object} options @param {number} limit */
    const runFresh = async (options, limit) =>
      finish([await axe.runPartial({ include: elements.fresh() }, options)], options, limit);
    /** [context for the frame's own run, number of the frame's element]. @param {unknown} context */
    const frameContexts = (context) =>
      axe.utils
        .getFrameContexts(context ?? document)
        .map((frame) => [frame.frameContext, elements.numberOf(axe.utils.shadowSelect(frame.frameSelector))]);
    /** The elements' numbers, -1 for what the table doesn't have. @param {unknown[]} selectors */
    const numbersOf = (selectors) =>
      selectors.map((selector) => {
        try {
          return elements.numberOf(axe.utils.shadowSelect(selector));
        } catch {
          return -1;
        }
      });
    return { finish, runPartial, runHere, runFresh, frameContexts, numbersOf };
  })(),
);
