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
 * The calls to Braze. Bodies are bytes in both directions: what is sent was written before, and
 * what comes back is read only once its status is known.
 */
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface BrazeClient {

  /** Custom attributes of users; {@code authorization} is {@code Bearer} and the REST API key. */
  @POST
  @Path("/users/track")
  Uni<RestResponse<byte[]>> track(@HeaderParam("Authorization") String authorization, byte[] body);

  /** Profiles by identifier. */
  @POST
  @Path("/users/export/ids")
  Uni<RestResponse<byte[]>> export(@HeaderParam("Authorization") String authorization, byte[] body);

  /** The name of a partner cohort; the secrets are in the body. */
  @POST
  @Path("/partners/{partner}/cohorts")
  Uni<RestResponse<byte[]>> nameCohort(@PathParam("partner") String partner, byte[] body);

  /** Members of a partner cohort; the secrets are in the body. */
  @POST
  @Path("/partners/{partner}/cohorts/users")
  Uni<RestResponse<byte[]>> changeCohort(@PathParam("partner") String partner, byte[] body);
}
