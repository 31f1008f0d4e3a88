package dev.surety.tools.evaluate;

/** One run of a policy: what it promises, who speaks, and which world it meets. */
record Cell(PolicyChoice policy, double target, FeedbackSetting feedback, long seed) {}
