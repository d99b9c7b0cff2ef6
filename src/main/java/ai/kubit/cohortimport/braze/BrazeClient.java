package ai.kubit.cohortimport.braze;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The calls of Braze's REST API. Bodies are bytes in both directions: the program writes request
 * bodies itself, and reads a response's body only after it knows the status.
 */
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface BrazeClient {

  /**
   * Changes custom attributes of users (<a
   * href="https://www.braze.com/docs/api/endpoints/user_data/post_user_track/">Braze, "POST: Track
   * users"</a>). {@code authorization} is {@code Bearer} and the REST API key.
   */
  @POST
  @Path("/users/track")
  Uni<RestResponse<byte[]>> track(@HeaderParam("Authorization") String authorization, byte[] body);

  /**
   * Finds profiles by an identifier (<a
   * href="https://www.braze.com/docs/api/endpoints/export/user_data/post_users_identifier/">Braze,
   * "POST: Export user profile by identifier"</a>).
   */
  @POST
  @Path("/users/export/ids")
  Uni<RestResponse<byte[]>> export(@HeaderParam("Authorization") String authorization, byte[] body);

  /**
   * Sets the name of a partner cohort (<a href="https://www.braze.com/docs/cohort_import/">Braze,
   * "Partner cohort import"</a>). The secrets are in the body.
   */
  @POST
  @Path("/partners/{partner}/cohorts")
  Uni<RestResponse<byte[]>> nameCohort(@PathParam("partner") String partner, byte[] body);

  /** Adds and removes members of a partner cohort (same page). The secrets are in the body. */
  @POST
  @Path("/partners/{partner}/cohorts/users")
  Uni<RestResponse<byte[]>> changeCohort(@PathParam("partner") String partner, byte[] body);
}
