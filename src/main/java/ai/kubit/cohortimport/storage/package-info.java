/**
 * Buckets, items of DynamoDB as JSON, scratch space, report files. {@code ObjectStore} is the port,
 * {@code S3ObjectStore} its real adapter. It knows nothing of cohorts.
 */
package ai.kubit.cohortimport.storage;
