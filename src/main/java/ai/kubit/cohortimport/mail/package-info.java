/**
 * What recipients read: when a mail is wanted, what it says in four languages, and the outbox that
 * sends it after the commit. {@code MailOutbox} is the door for sending, {@code ImportMail} for the
 * text. It never changes an execution's outcome.
 */
package ai.kubit.cohortimport.mail;
