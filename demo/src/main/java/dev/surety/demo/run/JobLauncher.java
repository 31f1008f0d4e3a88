package dev.surety.demo.run;

/** placeholder */
final class JobLauncher {}
