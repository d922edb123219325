using Firstlight.Accounts;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Api;

/// <summary>What a list of devices is narrowed to and ordered by, as it stands in an address.</summary>
internal static class DeviceFilter
{
    public static Outcome<DeviceQuery> Read(
        Caller caller,
        Right right,
        string? search,
        string? templateId,
        bool? online,
        string? status,
        long? ownerId,
        string? tokenTail,
        string? order
    )
    {
        TemplateId? template = null;
        if (templateId is not null)
        {
            if (!TemplateId.TryParse(templateId, out var parsed))
                return Refusal.Invalid("templateId", "A template id is TMPL followed by letters and digits.");
            template = parsed;
        }

        DeviceStatus? wanted = null;
        if (status is not null)
        {
            if (!Word.TryRead<DeviceStatus>(status, out var known))
                return Refusal.Invalid("status", Word.Expected<DeviceStatus>());
            wanted = known;
        }

        var ordered = DeviceOrder.Oldest;
        if (order is not null && !Word.TryRead(order, out ordered))
            return Refusal.Invalid("order", Word.Expected<DeviceOrder>());
        return new DeviceQuery(search, template, online, Cursor: null, DeviceQuery.LimitDefault)
        {
            Status = wanted,
            Owner = caller.OnlyOf(right) ?? (ownerId is { } number ? new UserId(number) : null),
            TokenTail = tokenTail,
            Order = ordered,
        };
    }
}
