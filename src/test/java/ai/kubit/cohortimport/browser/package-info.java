/** Mails and the history page in headless Chromium. */
package ai.kubit.cohortimport.browser;
