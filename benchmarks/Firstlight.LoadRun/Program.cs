using System.CommandLine;
using Firstlight.LoadRun;

var devices = new Option<int>("--devices")
{
    Description = "How many devices activate",
    DefaultValueFactory = _ => 10_000,
};
var phones = new Option<int>("--phones")
{
    Description = "How many phones work at once",
    DefaultValueFactory = _ => 64,
};
var hold = new Option<int>("--hold")
{
    Description = "Seconds to stay connected afterwards",
    DefaultValueFactory = _ => 5,
};
var json = new Option<bool>("--json") { Description = "Print one line of JSON" };
devices.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 1 or > 100_000)
        result.AddError("--devices takes 1 to 100000.");
});
phones.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 1 or > 1_000)
        result.AddError("--phones takes 1 to 1000.");
});

var command = new RootCommand(
    "Question: how many devices a second go from their access point into an account, each activation on disk, and what does the cloud hold for them?"
)
{
    devices,
    phones,
    hold,
    json,
};
command.SetAction(
    async (parsed, cancellation) =>
    {
        var report = await ActivationRun.RunAsync(
            parsed.GetValue(devices),
            parsed.GetValue(phones),
            TimeSpan.FromSeconds(parsed.GetValue(hold)),
            cancellation
        );
        Console.WriteLine(parsed.GetValue(json) ? report.ToJson() : report.ToText());
        return report.IsWhole ? 0 : 1;
    }
);
return await command.Parse(args).InvokeAsync();
