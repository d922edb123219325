using Firstlight.Accounts;
using Firstlight.Core;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Api;

/// <summary>
/// Lets a caller act in an organisation below their own: by a header, or where a browser cannot send one (event streams, downloads) by a
/// query parameter of a reading request. One that is not below, or not there, is not found (docs/decisions/0019).
/// </summary>
internal sealed class OrganisationSwitch(RequestDelegate next, IOrganisations organisations)
{
    public const string Header = "Firstlight-Organisation";
    public const string Parameter = "organisation";

    public async Task InvokeAsync(HttpContext context)
    {
        if (Asked(context.Request) is not { } asked || context.User.Identity?.IsAuthenticated is not true)
        {
            await next(context);
            return;
        }

        if (!long.TryParse(asked, out var number))
        {
            var refusal = Refusal.Invalid(Parameter, $"'{Header}' is the number of an organisation.");
            await Problem.Of(refusal).ExecuteAsync(context);
            return;
        }

        var organisation = new OrganisationId(number);
        if (await organisations.EnterAsync(context.User, organisation, context.RequestAborted) is not { } acting)
        {
            await Problem.NotFound("organisation", organisation).ExecuteAsync(context);
            return;
        }

        context.User = acting;
        await next(context);
    }

    private static string? Asked(HttpRequest request)
    {
        if (request.Headers[Header] is [{ Length: > 0 } named])
            return named;
        return HttpMethods.IsGet(request.Method) && request.Query[Parameter] is [{ Length: > 0 } given] ? given : null;
    }
}
