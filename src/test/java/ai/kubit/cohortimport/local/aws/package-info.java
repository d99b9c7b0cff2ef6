/**
 * Stand-ins for AWS: DynamoDB Local, an S3 server, an SES outbox, the parameter store, Lambda's two
 * APIs. They answer over HTTP as the real ones do and keep what they were sent.
 */
package ai.kubit.cohortimport.local.aws;
