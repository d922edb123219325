using System.Text;
using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Storage.Stores;

/// <summary>
/// The statements behind the list of devices. Each order is an index's, so a page is read from where the one before ended
/// (docs/decisions/0015); what is narrowed to stands in the text only when it is asked for, so that indices on it are seen.
/// </summary>
internal static class DeviceListSql
{
    private const string Search = """
         AND (d.search_text LIKE @Pattern ESCAPE '\' OR d.template_id IN (
            SELECT id FROM template WHERE organisation_id = @Organisation AND search_text LIKE @Pattern ESCAPE '\'))
        """;

    private const string Tail =
        " AND d.id IN (SELECT device_id FROM token WHERE tail = @TokenTail AND state = 'Active')";

    public static string Page(DeviceQuery query, bool goesOn)
    {
        var (columns, direction, comparison) = query.Order switch
        {
            DeviceOrder.Oldest => ("d.id", "", "d.id > @AfterId"),
            DeviceOrder.Newest => ("d.id", " DESC", "d.id < @AfterId"),
            DeviceOrder.Name => ("d.sort_name, d.id", "", "(d.sort_name, d.id) > (@AfterName, @AfterId)"),
            _ => ("d.sort_name, d.id", " DESC", "(d.sort_name, d.id) < (@AfterName, @AfterId)"),
        };
        var statement = new StringBuilder("SELECT d.id FROM device d WHERE ").Append(Condition(query));
        if (goesOn)
            statement.Append(" AND ").Append(comparison);
        var order = $" ORDER BY {columns.Replace(",", direction + ",", StringComparison.Ordinal)}{direction}";
        statement.Append(order).Append(" LIMIT @Limit OFFSET @Skip");
        // The ids alone come from the index; rows are read for those that are on the page.
        return $"SELECT {DeviceRow.Columns} FROM ({statement}) AS page JOIN device d ON d.id = page.id{order}";
    }

    public static string Count(DeviceQuery query) => $"SELECT COUNT(*) FROM device d WHERE {Condition(query)}";

    public static object Parameters(OrganisationId organisation, DeviceQuery query, DevicePosition? after) =>
        new
        {
            Organisation = organisation.Value,
            AfterId = after?.Id.Value,
            AfterName = after is { } position ? SearchText.Of(position.Name) : null,
            Template = query.Template?.Value,
            Owner = query.Owner?.Value,
            query.TokenTail,
            Pattern = string.IsNullOrEmpty(query.Search) ? null : SearchText.Containing(query.Search),
            Limit = query.Limit + 1,
            query.Skip,
        };

    private static StringBuilder Condition(DeviceQuery query)
    {
        var condition = new StringBuilder("d.organisation_id = @Organisation");
        if (query.Template is not null)
            condition.Append(" AND d.template_id = @Template");
        if (query.Owner is not null)
            condition.Append(" AND d.owner_id = @Owner");
        if (query.Online is { } online)
            condition.Append(online ? " AND d.online" : " AND NOT d.online");
        condition.Append(
            query.Status switch
            {
                DeviceStatus.Online => " AND d.online",
                DeviceStatus.Offline => " AND NOT d.online AND d.first_connected_at IS NOT NULL",
                DeviceStatus.NeverConnected => " AND d.first_connected_at IS NULL",
                _ => "",
            }
        );
        if (query.TokenTail is not null)
            condition.Append(Tail);
        if (!string.IsNullOrEmpty(query.Search))
            condition.Append(Search);
        return condition;
    }
}
