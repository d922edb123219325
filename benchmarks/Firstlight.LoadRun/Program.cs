using System.CommandLine;
using System.CommandLine.Parsing;
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
devices.Validators.Add(Between(1, 100_000));
phones.Validators.Add(Between(1, 1_000));
hold.Validators.Add(Between(0, 3_600));

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
command.Add(StaticCommand());
return await command.Parse(args).InvokeAsync();

static Command StaticCommand()
{
    var tokens = new Option<int>("--tokens")
    {
        Description = "How many static tokens the large batch has",
        DefaultValueFactory = _ => 1_000_000,
    };
    var pictures = new Option<int>("--pictures")
    {
        Description = "How many QR codes the zip has",
        DefaultValueFactory = _ => 10_000,
    };
    var claims = new Option<int>("--claims")
    {
        Description = "How many units are claimed",
        DefaultValueFactory = _ => 5_000,
    };
    var rate = new Option<int>("--rate") { Description = "Claims a second", DefaultValueFactory = _ => 500 };
    var json = new Option<bool>("--json") { Description = "Print one line of JSON" };
    tokens.Validators.Add(Between(1, 1_000_000));
    pictures.Validators.Add(Between(1, 100_000));
    claims.Validators.Add(Between(1, 100_000));
    rate.Validators.Add(Between(1, 10_000));
    var command = new Command(
        "static",
        "Question: how long do a maker's order, its files and its customers' claims take, each on disk before it is answered?"
    )
    {
        tokens,
        pictures,
        claims,
        rate,
        json,
    };
    command.SetAction(
        async (parsed, cancellation) =>
        {
            var report = await StaticRun.RunAsync(
                parsed.GetValue(tokens),
                parsed.GetValue(pictures),
                parsed.GetValue(claims),
                parsed.GetValue(rate),
                cancellation
            );
            Console.WriteLine(parsed.GetValue(json) ? report.ToJson() : report.ToText());
            return report.IsWhole ? 0 : 1;
        }
    );
    return command;
}

// Reads the word itself: asking the result for a value it cannot convert would throw.
static Action<OptionResult> Between(int least, int most) =>
    result =>
    {
        if (
            result.Tokens is [var word]
            && (!int.TryParse(word.Value, out var number) || number < least || number > most)
        )
            result.AddError($"{result.IdentifierToken?.Value} takes {least} to {most}, not '{word.Value}'.");
    };
